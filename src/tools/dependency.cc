// SPDX-License-Identifier: Apache-2.0
// -t dependency: what the edge of a third-party source tree runs.
#include <string>
#include <utility>

#include "deps/result.h"
#include "manifest/project/dependency_spec.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/store_options.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

// As make reads it.
std::string DepfileWord(std::string_view path) {
  std::string word;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') word += '\\';
    if (c == '$') word += '$';
    word += c;
  }
  return word;
}

std::string DepfileText(const std::string& ready,
                        const std::vector<std::string>& inputs) {
  std::string text = DepfileWord(ready) + ":";
  for (const std::string& input : inputs) {
    text += " \\\n  " + DepfileWord(input);
  }
  return text + "\n";
}

// Who uses it is compiled again only when the headers are others.
Status WriteHeaders(Disk& disk, const project::DependencySpec& spec,
                    const std::string& place, const std::string& path) {
  if (spec.includes.empty()) return Ok();
  XB_ASSIGN(std::string text, deps::HeadersText(spec, place));
  XB_ASSIGN(const auto known, disk.Read(path));
  if (known == text) return Ok();
  return disk.WriteAtomic(path, std::move(text));
}

}  // namespace

Result<int> RunDependency(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"},
                                            {'o', "output", true},
                                            {'r', "ready", true},
                                            {'i', "headers", true},
                                            {'d', "depfile", true}};
  const auto parsed =
      ParseOptions("dependency", kOptions, arguments, context.err);
  if (!parsed || parsed->words.size() != 1 || !parsed->Has('o') ||
      !parsed->Has('r') || !parsed->Has('d')) {
    Printer(context.out)
        .Print("usage: ", context.program,
               " -t dependency --output DIRECTORY --ready FILE "
               "[--headers FILE] --depfile FILE RECIPE\n\n"
               "Steps that xb writes run this.\n");
    return 1;
  }
  const std::string& file = parsed->words[0];
  XB_ASSIGN(auto text, context.disk.Read(file));
  if (!text) return MakeError("`" + file + "` is missing");
  XB_ASSIGN(const project::DependencySpec spec, project::ReadSpec(file, *text));
  XB_ASSIGN(const deps::Store store, OpenStore(context.settings.store));
  deps::Results results(store, [&](const std::string& words) {
    Printer(context.out).Print(words, words.ends_with('\n') ? "" : "\n");
  });
  // Before they are read: what changes later is newer than the depfile says.
  XB_ASSIGN(const std::vector<std::string> inputs, deps::InputsOf(spec));
  XB_ASSIGN(const deps::Results::Made made,
            results.Deliver(spec, *parsed->ValueOf('o')));
  if (const auto headers = parsed->ValueOf('i')) {
    XB_TRY(WriteHeaders(context.disk, spec, *parsed->ValueOf('o'), *headers));
  }
  const std::string ready = *parsed->ValueOf('r');
  XB_TRY(context.disk.WriteAtomic(*parsed->ValueOf('d'),
                                  DepfileText(ready, inputs)));
  XB_TRY(context.disk.WriteAtomic(ready, made.id + "\n"));
  return 0;
}

}  // namespace xb
