// SPDX-License-Identifier: Apache-2.0
// Any bytes are a Makefile or an error, and evaluating them ends: nesting,
// text and the number of references are bounded.  Bytes after a NUL are a file
// that it may include as `i`.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/implicit_search.h"
#include "support/fake_world.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb::make;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t nul = std::min(input.find('\0'), size);
  FakeWorld world;
  world.Create("Makefile", input.substr(0, nul));
  world.Create("i", input.substr(std::min(nul + 1, size)));
  Evaluation evaluation(world, Options(), Identity());
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
  ImplicitSearch search(evaluation);
  Target* target = evaluation.rules().Enter("goal.o");
  if (evaluation.ExpandPrerequisites(target).ok()) {
    const auto found = search.Find(target);
    if (found.ok() && found.value()) XB_CHECK(target->recipe != nullptr);
  }
  return 0;
}
