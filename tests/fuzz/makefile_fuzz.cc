// SPDX-License-Identifier: Apache-2.0
// Any bytes are a Makefile or an error, and evaluating them ends: nesting,
// text and the number of references are bounded.  Bytes after a NUL are a file
// that it may include as `i`, those after another are MAKEFLAGS.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "manifest/make/command_words.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/implicit_search.h"
#include "manifest/make/options.h"
#include "support/fake_world.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb::make;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t first = std::min(input.find('\0'), size);
  const size_t second = std::min(input.find('\0', first + 1), size);
  const size_t include = std::min(first + 1, second);
  FakeWorld world;
  world.Create("Makefile", input.substr(0, first));
  world.Create("i", input.substr(include, second - include));
  Options options;
  const std::string_view flags = input.substr(std::min(second + 1, size));
  if (!ParseMakeflags(flags, OptionSource::kEnvironment, &options).ok()) {
    return 0;
  }
  // What is passed on can be read by the makes below.
  Options below;
  XB_CHECK(ParseMakeflags(EncodeMakeflags(options, false),
                          OptionSource::kEnvironment, &below)
               .ok());
  XB_CHECK(below.keep_going == options.keep_going);
  Evaluation evaluation(world, options, Identity());
  evaluation.expander().set_limits(
      {.stack_bytes = 1u << 18, .text_bytes = 1u << 16, .references = 20000});
  evaluation.DefineBuiltins();
  evaluation.DefineEnvironment({"PATH=/bin"});
  xb::Status read = evaluation.ReadMakefiles();
  if (read.ok()) read = evaluation.Finish();
  if (!read.ok()) {
    XB_CHECK(!FormatError(read.error(), "make").empty());
    return 0;
  }
  for (Target& target : evaluation.rules().targets()) {
    if (target.recipe == nullptr) continue;
    target.recipe->Chop(evaluation.one_shell());
    for (const Recipe::Line& line : target.recipe->lines) {
      const CommandWords words = SplitCommand(line.text, ShellSettings());
      XB_CHECK(words.consumed <= line.text.size());
    }
  }
  ImplicitSearch search(evaluation);
  Target* target = evaluation.rules().Enter("goal.o");
  if (evaluation.ExpandPrerequisites(target).ok()) {
    const auto found = search.Find(target);
    if (found.ok() && found.value()) XB_CHECK(target->recipe != nullptr);
  }
  return 0;
}
