// SPDX-License-Identifier: Apache-2.0
// AutoDeps lets Makefiles that track no headers know them: compilers are told
// to write down what they read, into `.xb/deps`, and the next run has these as
// prerequisites.  What a compiler makes is the same byte for byte.  Loop thread
// only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "os/disk.h"

namespace xb {

// Adds `-MMD -MF depfile` to a command that compiles one source and writes no
// dependencies by itself; false, and nothing is changed, for all others.
// `words` as they would be executed, or a shell with `-c` and a simple text.
bool AddDepfile(const std::string& depfile, std::vector<std::string>* words);

// The source that a command compiles to an object by gcc, clang or the like;
// empty when it is none, or several.
std::string_view CompiledSource(const std::vector<std::string_view>& words);
// `gcc`, `/usr/bin/g++-12`, `aarch64-linux-gnu-gcc`.
bool IsCompiler(std::string_view program);

// The prerequisites in a depfile, in order, each once.
std::vector<std::string> ParseDepfileNames(std::string_view text);

class AutoDeps {
 public:
  explicit AutoDeps(Disk& disk) : disk_(disk) {}

  // Where the compiler writes; the directory is there.  Of one target there may
  // be several.  Empty when it cannot be.
  std::string Prepare(const std::string& target, size_t number);
  // After the recipe has made `target`: what the depfiles say is kept, as long
  // as the target has this time.  Without any, what was known is forgotten.
  void Keep(const std::string& target, int64_t mtime_ns,
            const std::vector<std::string>& depfiles);
  // Of a target that was made here and is as it was; else none.
  std::vector<std::string> Known(const std::string& target, int64_t mtime_ns);

 private:
  Disk& disk_;
};

}  // namespace xb
