// SPDX-License-Identifier: Apache-2.0
// -t ninja: the graph as a manifest that any Ninja reads.
#include <optional>
#include <string>
#include <vector>

#include "tools/options.h"
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunNinja(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h'}, {'o', {}, true}};
  const auto parsed = ParseOptions("ninja", kOptions, arguments, context.err);
  if (!parsed || !parsed->words.empty()) {
    context.out.Write("usage: " + context.program +
                      " -t ninja [-o FILE]\n"
                      "\n"
                      "Prints the manifest of a profile for any ninja, or "
                      "writes it to FILE.\n");
    return 1;
  }
  const std::optional<std::string> file = parsed->ValueOf('o');
  XB_ASSIGN(
      const std::vector<ManifestText> manifests,
      context.write_manifests(context.overlay->graph(),
                              file.value_or("build.ninja"), context.build_dir));
  if (!file) {
    if (manifests.size() > 1) {
      return MakeError(
          "the manifest takes " + std::to_string(manifests.size()) + " files",
          "with `-o FILE` they are FILE, FILE.1 and so on");
    }
    context.out.Write(manifests[0].text);
    return 0;
  }
  for (const ManifestText& manifest : manifests) {
    XB_TRY(context.disk.WriteAtomic(manifest.path, manifest.text));
  }
  return 0;
}

}  // namespace xb
