// SPDX-License-Identifier: Apache-2.0
// The options of make 4.4: from the command line, from MAKEFLAGS, and back
// into MAKEFLAGS for the makes below.  Values only; loop thread only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xb::make {

struct Options {
  // Switches without a value.
  bool always_make = false;            // -B
  bool environment_overrides = false;  // -e
  bool ignore_errors = false;          // -i
  bool keep_going = false;             // -k
  bool check_symlinks = false;         // -L
  bool dry_run = false;                // -n
  bool print_database = false;         // -p
  bool question = false;               // -q
  bool no_builtin_rules = false;       // -r
  bool no_builtin_variables = false;   // -R
  bool silent = false;                 // -s
  bool touch = false;                  // -t
  bool debug_all = false;              // -d
  bool trace = false;
  bool warn_undefined = false;
  std::optional<bool> print_directory;  // -w, --no-print-directory
  bool help = false;
  bool version = false;

  std::vector<std::string> directories;   // -C
  std::vector<std::string> makefiles;     // -f
  std::vector<std::string> include_dirs;  // -I
  std::vector<std::string> old_files;     // -o
  std::vector<std::string> new_files;     // -W
  std::vector<std::string> evals;         // --eval
  std::vector<std::string> debug;
  std::optional<std::string> output_sync;  // -O
  std::optional<std::string> shuffle;
  std::optional<std::string> jobserver_style;
  std::optional<std::string> jobserver_auth;
  std::optional<int> jobs;  // -j; 0: no limit
  bool jobs_given = false;  // on the command line, not by MAKEFLAGS
  std::optional<double> max_load;
  // `NAME=VALUE`, in order.
  std::vector<std::string> definitions;
  std::vector<std::string> goals;
  // What `-f -` reads; there is only one chance to read it.
  std::string standard_input;

  // What -d, --debug and --trace want to be told.
  struct DebugLevels {
    bool basic = false;
    bool verbose = false;
    bool implicit = false;
    bool jobs = false;
    bool makefiles = false;  // also while these are remade
    bool print = false;      // recipes, the silent lines as well
    bool why = false;        // each recipe runs
  };
  DebugLevels debug_levels() const;

  bool simulates() const { return dry_run || question || touch; }
};

enum class OptionSource { kCommandLine, kEnvironment, kMakefile };

// What is wrong is told as make tells it; the caller adds the usage.
Status ParseArguments(const std::vector<std::string>& arguments,
                      OptionSource source, Options* options);
// A value of MAKEFLAGS or GNUMAKEFLAGS.
Status ParseMakeflags(std::string_view flags, OptionSource source,
                      Options* options);

// The options that makes below inherit: `kn -j3 --trace`.  With `for_mflags`
// the letters get their dash, and what only MAKEFLAGS carries is left out.
std::string EncodeMakeflags(const Options& options, bool for_mflags);
// The definitions, quoted for MAKEFLAGS, the last first.
std::string EncodeDefinitions(const Options& options);

}  // namespace xb::make
