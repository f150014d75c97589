// SPDX-License-Identifier: Apache-2.0
// Some commands of $(shell) need not be run to know what they print: `echo`,
// `uname`, `cat FILE` and the like, and pipes of them, print the same as long
// as a few files and variables are the same.  In doubt a command is none of
// these.  Loop thread only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "manifest/make/world.h"
#include "os/disk.h"

namespace xb {

struct PureShell {
  bool is_pure = false;
  // What its output follows from: files by what they hold, missing ones too.
  std::vector<std::pair<std::string, FileStat>> files;
  std::vector<std::string> variables;
  bool asks_system = false;  // for its name and its version
};

// `words`: a program with its arguments, or a shell with `-c` and a text.
PureShell AnalyseShell(const std::vector<std::string>& words,
                       const make::EnvironmentList& environment, Disk& disk);

}  // namespace xb
