// SPDX-License-Identifier: Apache-2.0
// Optimising by a profile: all is built once more to count, in a directory of
// its own and by a manifest of its own, the commands run, and what they counted
// is an input of every object by its digest.
#include <utility>

#include "manifest/project/lower_parts.h"

namespace xb::project {

Result<std::string> LowerCounting(Lowering& lowering) {
  ManifestText& text = lowering.text;
  lowering.is_counting = true;
  text.Variable("builddir", "$builddir/pgo");
  text.Variable("pgo_flags", "$pgo_count");
  XB_TRY(RegisterOutputs(lowering));
  XB_TRY(LowerDependencies(lowering));
  XB_TRY(LowerSteps(lowering));
  XB_TRY(LowerTargets(lowering));
  return text.Take();
}

Status LowerTraining(Lowering& lowering, const Texts& commands,
                     const std::string& counting_file) {
  ManifestText& text = lowering.text;
  text.Line("subninja " + counting_file);
  text.Variable("pgo_flags", "$pgo_use");
  Words programs;
  for (const Target& target : lowering.project.targets) {
    if (target.type != TargetType::kExecutable) continue;
    std::string output = OutputOf(target);
    programs.push_back("$builddir/pgo" + output.substr(output.find('/')));
  }
  std::string command = "$pgo_before";
  for (const Text& line : commands) {
    XB_ASSIGN(const std::string expanded,
              lowering.ExpandValue(line, {.build = "$builddir/pgo"}));
    command += " && " + expanded;
  }
  text.Rule("xb.train");
  text.Binding("command", command + " && $pgo_merge >$out");
  text.Binding("description", "TRAIN $out");
  text.Binding("cache", "0");
  text.Binding("restat", "1");
  const std::string stamp = "$builddir/pgo/counted";
  text.Build(
      {.outputs = {stamp}, .rule = "xb.train", .inputs = std::move(programs)});
  text.Blank();
  lowering.object_inputs = " | " + stamp;
  return Ok();
}

}  // namespace xb::project
