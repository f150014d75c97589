// SPDX-License-Identifier: Apache-2.0
// How tests run, and what tells of what they covered.
#include <utility>

#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

constexpr int64_t kUsualTimeout = 300;

Status LowerTestRun(Lowering& lowering, const Target& target) {
  const TestSection& section = lowering.project.test;
  ManifestText& text = lowering.text;
  const std::string& name = target.name.value;
  const bool has_runner = !lowering.project.platforms.empty();
  const Words program{OutputOf(target)};
  const Words stamp{"$builddir/test-results/" + name + ".passed"};
  std::string command;
  XB_ASSIGN(Words wrapper, lowering.ExpandWords(section.wrapper));
  if (has_runner) wrapper.emplace_back("$xb_runner");
  XB_ASSIGN(const Words arguments, lowering.ExpandWords(target.args));
  Texts line{{"{in}", target.name.place}};
  auto env = section.env;
  env.insert(env.end(), target.env.begin(), target.env.end());
  // Words that are expanded already go around what is to be expanded.
  XB_ASSIGN(command, ShellCommand(lowering,
                                  {.commands = line,
                                   .env = &env,
                                   .directory = &target.directory,
                                   .timeout = target.timeout.value_or(
                                       section.timeout.value_or(kUsualTimeout)),
                                   .before = JoinWords(wrapper),
                                   .after = JoinWords(arguments),
                                   .exit_status = target.exit_status,
                                   .inputs = &program,
                                   .outputs = &stamp}));
  const std::string rule = "test." + name;
  text.Rule(rule);
  text.Binding("command", "rm -f $out && " + command + " && touch $out");
  text.Binding("description", "TEST " + name);
  text.Binding("cache", "0");
  XB_ASSIGN(Words data, lowering.Files(target.data, {}, false));
  text.Build({.outputs = stamp,
              .rule = rule,
              .inputs = program,
              .implicit = std::move(data)});
  lowering.tests.push_back(stamp[0]);
  text.Phony("xb.test." + name, stamp);
  text.Blank();
  return Ok();
}

// Of the project's own files.  lcov takes a program where gcovr takes words.
std::string CoverageCommand(World& world) {
  if (world.FindProgram("lcov") && world.FindProgram("genhtml")) {
    return "cd $builddir/coverage && "
           "printf '#!/bin/sh\\nexec $gcov \"$$@\"\\n' >gcov && "
           "chmod +x gcov && here=$$PWD && cd - >/dev/null && "
           "lcov --quiet --capture --directory $builddir "
           "--base-directory \"$$PWD\" --no-external "
           "--gcov-tool \"$$here/gcov\" --output-file \"$$here/lcov.info\" && "
           "genhtml --quiet --output-directory $builddir/coverage "
           "\"$$here/lcov.info\"";
  }
  if (world.FindProgram("gcovr")) {
    return "gcovr --root . --object-directory $builddir "
           "--gcov-executable '$gcov' --html-details $out $builddir";
  }
  return "echo 'neither lcov nor gcovr is installed' && false";
}

}  // namespace

Status LowerTests(Lowering& lowering) {
  for (const Target& target : lowering.project.targets) {
    if (target.type != TargetType::kTest) continue;
    XB_TRY(LowerTestRun(lowering, target));
  }
  if (lowering.tests.empty()) return Ok();
  ManifestText& text = lowering.text;
  text.Phony("xb.tests", lowering.tests);
  text.Rule("xb.coverage");
  text.Binding("command", CoverageCommand(lowering.world));
  text.Binding("description", "COVERAGE $out");
  text.Binding("cache", "0");
  text.Build({.outputs = {"$builddir/coverage/index.html"},
              .rule = "xb.coverage",
              .implicit = lowering.tests});
  text.Phony("xb.coverage", {"$builddir/coverage/index.html"});
  text.Blank();
  return Ok();
}

}  // namespace xb::project
