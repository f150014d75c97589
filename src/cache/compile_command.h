// SPDX-License-Identifier: Apache-2.0
// What a command is to the cache: which programs it runs, through whatever
// launchers and shell forms, which files it reads and writes besides those
// that its step declares, and, where that cannot be told, why its result is
// not kept.  Pure functions but for the files that they ask for; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/compiler_options.h"

namespace xb {

// What is known of a step.
struct CommandQuestion {
  std::string_view command;
  std::span<const std::string> outputs;  // canonical
  std::string_view depfile;              // of the step; empty: none
  std::string_view rspfile;
  std::string_view rspfile_content;
  // Instead of a depfile its output tells what it read.
  bool tells_includes = false;
};

struct CommandFacts {
  std::string not_cached_because;  // empty: nothing speaks against it

  // gcc, clang, cl or a part of them, and nothing besides.
  bool is_compilation = false;
  bool has_launcher = false;
  // Programs whose content counts, as written.
  std::vector<std::string> tools;
  // Two commands with the same words do the same.
  std::string words;

  // Files beside those that the step declares.
  std::vector<std::string> outputs;  // may be written
  std::vector<std::string> inputs;   // are read

  // The result may name the working directory: `directory` when options
  // say what is put in its place.
  bool names_directory = false;
  bool directory_is_replaced = false;
  std::string directory;
  // See CompilerFacts for these.
  std::vector<std::string> directories;
  std::vector<std::string> system_directories;
  std::vector<std::string> forced;
  std::vector<std::string> paths;
  std::vector<std::string> texts;
  std::vector<PrefixMap> prefix_maps;
  bool packs_text = false;
  bool asks_processor = false;
  bool omits_system_headers = false;
  // What it runs is a program text, which may do anything to a file that it
  // finds.
  bool runs_script = false;
  // Outputs that are removed or cut to nothing before that; canonical.
  std::vector<std::string> made_anew;
  // More options come from variables, see OptionVariables().
  bool has_more_options = false;
};

CommandFacts AnalyzeCommand(const CommandQuestion& question,
                            const std::string& working_directory,
                            ReadResponse read_response, IsFile is_file);

// gcc, g++-12, clang++, x86_64-linux-gnu-cc, cc1plus ...; by its name alone.
bool IsCompilerName(std::string_view program);
// ccache, distcc and others that run the compiler that follows.
bool IsLauncherName(std::string_view program);

}  // namespace xb
