// SPDX-License-Identifier: Apache-2.0
#include "cli/flags.h"
#include "manifest/ninja/version.h"

namespace xb {

std::string UsageText(Personality personality, int default_jobs) {
  const std::string program(ProgramName(personality));
  std::string text =
      "usage: " + program +
      " [options] [targets...]\n"
      "\n"
      "Builds the targets, or the manifest's defaults when none is named.\n"
      "\n"
      "options:\n"
      "  --version      print the version of ninja this is compatible with "
      "(\"" +
      std::string(ninja::kNinjaVersion) +
      "\")\n"
      "  -v, --verbose  show whole command lines while building\n"
      "  --quiet        show the output of commands only, no status\n"
      "  --status FMT   how to show the status (see the manual)\n"
      "\n"
      "  -C DIR   change to DIR before anything else\n"
      "  -f FILE  read FILE [default=build.ninja]\n"
      "  --builddir DIR  keep logs in DIR instead of the manifest's builddir\n"
      "\n"
      "  -j N     run N commands at once (0: no limit) [default=" +
      std::to_string(default_jobs) +
      " on this system]\n"
      "  -k N     go on until N commands failed (0: no limit) [default=1]\n"
      "  -l N     start nothing while the load average is above N\n"
      "  -n       dry run: run nothing, act as if all had succeeded\n"
      "\n"
      "  -d MODE  debugging (-d list tells the modes)\n"
      "  -t TOOL  run a tool (-t list tells them); what follows belongs to "
      "the tool\n"
      "  -w FLAG  adjust warnings (-w list tells them)\n"
      "  -h, --help  this text\n";
  if (personality == Personality::kXb) {
    text +=
        "\n"
        "  -p NAME, --profile NAME  build by a profile of the manifest or of "
        "the settings,\n"
        "                 or by several: dev,prod\n"
        "  --platform NAME  build for a platform of xb.toml, or for several: "
        "host,arm64\n"
        "  -D NAME=VALUE  set a variable of the manifest, whatever it says; "
        "NAME+=VALUE\n"
        "                 adds to it\n"
        "  --no-wait      fail if another build holds the build directory\n"
        "  --freshness=content  what makes a file out of date: its content "
        "or, with mtime,\n"
        "                 its time\n"
        "  --cache=usual  keep results and bring them back: usual, compile, "
        "all or a PATTERN\n"
        "  --cache-check  run what could be brought back, tell differences\n"
        "  --no-cache     ask no cache, whatever XB_CACHE says\n"
        "  --replay-warnings  show at the end what up-to-date commands had "
        "printed\n"
        "  --auto-deps    what a Makefile compiles depends on the headers it "
        "includes\n"
        "  --trace-make   tell why each recipe of a Makefile runs, and where "
        "its variables\n"
        "                 and rules come from\n"
        "  --about        what xb itself is\n"
        "\n"
        "  xb NAME builds the target NAME; if the manifest has none, NAME is\n"
        "  taken as a tool: xb why TARGET tells why TARGET was last built.\n"
        "  Settings come from files and variables, too: xb config tells.\n"
        "  Where an xb.toml has targets, those are built; xb init writes one,\n"
        "  xb test and xb run do what they say.\n"
        "  Where no build.ninja is but a Makefile, that is built; xb make and "
        "the\n"
        "  name make have the options of GNU make: xb make --help tells.\n";
  }
  return text;
}

std::string AboutText() {
  return std::string("xb ") + XB_VERSION +
         "\n"
         "A build executor for C and C++, compatible with ninja " +
         std::string(ninja::kNinjaVersion) +
         ".\n"
         "Licensed under the Apache License, Version 2.0.\n";
}

}  // namespace xb
