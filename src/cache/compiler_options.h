// SPDX-License-Identifier: Apache-2.0
// What the options of gcc and clang say about the files that a compilation
// reads and writes without saying so anywhere else, and about what else it
// depends on.  Where that is more than the cache can follow, there is a reason
// not to use it.  A table of knowledge and no more; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cache/option_words.h"
#include "os/function_ref.h"

namespace xb {

// -ffile-prefix-map=FROM=TO and its kind.
struct PrefixMap {
  enum class Of { kAll, kDebug, kMacros, kCoverage };
  Of of = Of::kAll;
  std::string from;
  std::string to;
};

struct CompilerFacts {
  std::string not_cached_because;  // empty: nothing speaks against it

  std::string output;                // -o
  std::vector<std::string> sources;  // as written
  std::vector<std::string> outputs;  // may be written besides; canonical
  std::vector<std::string> inputs;   // read besides; must be there

  bool writes_depfile = false;
  bool shows_includes = false;        // in its output
  bool omits_system_headers = false;  // in either
  // As -MF or a default says.
  std::string depfile;

  // What it writes may name the working directory, as `prefix_maps` (the last
  // that fits) and `compilation_directory` leave it.
  bool names_directory = false;
  std::vector<PrefixMap> prefix_maps;
  std::optional<std::string> compilation_directory;
  // Neither of the two has an effect on it everywhere: notes for coverage.
  bool directory_is_fixed = false;
  // Where headers are looked for; of these, those of the system.
  std::vector<std::string> directories;
  std::vector<std::string> system_directories;
  std::vector<std::string> forced;  // names after -include
  // Words that name a file or a directory which is read, and no more; and of
  // all others, but for names of outputs, those that may hold a path.
  std::vector<std::string> paths;
  std::vector<std::string> texts;
  // Paths in what it writes may be packed, so that nobody finds them there.
  bool packs_text = false;
  // -march=native: it depends on the processor.
  bool asks_processor = false;
  // clang leaves the last step to a program of its own: `as`.
  bool runs_assembler = false;
};

enum class CompilerKind {
  kGcc,
  kClang,
  kFrontEnd,  // cc1, cc1plus: compiles without being told
  kCl,        // cl, clang-cl: has options of its own, see cl_options.h
};

// Whether there is a file of that name.
using IsFile = FunctionRef<bool(const std::string&)>;

// `options` are the words after the program.
CompilerFacts ReadCompilerOptions(CompilerKind kind,
                                  std::span<const std::string> options,
                                  ReadResponse read_response, IsFile is_file);

}  // namespace xb
