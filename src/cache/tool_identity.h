// SPDX-License-Identifier: Apache-2.0
// Which program a name in a command is, by content: found through PATH, behind
// the links by which ccache and its like take a compiler's place, together
// with the files that do the work for it (cc1plus, the assembler, libLLVM);
// of a script, with all programs that it names.
// Thread safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/file_digests.h"
#include "os/guarded.h"

namespace xb {

class ToolIdentities {
 public:
  // `search_path` is the value of PATH; `digests` must outlive the object.
  ToolIdentities(FileDigests& digests, std::string search_path)
      : digests_(digests), search_path_(std::move(search_path)) {}

  // A text that is another for every other program; nullopt when there is no
  // such program.
  std::optional<std::string> Of(const std::string& tool, int64_t now_ns);
  // It is a script, and which programs it runs cannot be told.
  static bool IsUnclearScript(const std::string& path);
  // The same of a tool that Of() was asked for.
  bool IsUnclear(const std::string& tool);
  // A tool that Of() was asked for is a script.
  bool IsScript(const std::string& tool);

  // What -march=native depends on: the kind of this machine's processor.
  std::string Processor();

 private:
  struct Known {
    std::optional<std::string> identity;
    bool is_script = false;
    bool is_unclear = false;
  };
  std::optional<std::string> Resolve(const std::string& tool) const;
  std::optional<std::string> Search(const std::string& name,
                                    bool accepts_launcher) const;
  std::optional<std::string> Describe(const std::string& tool, int64_t now_ns,
                                      int depth);
  // Those that the script at `path` names.
  std::string DescribePrograms(const std::string& path, int64_t now_ns,
                               int depth);

  FileDigests& digests_;
  const std::string search_path_;
  // Without an identity: there is none.
  Guarded<std::map<std::string, Known>> known_;
};

// The parts of a compiler that lie at the usual places beside `program`, a
// path without links in its last component.  For tests.
std::vector<std::string> PartsOfCompiler(const std::string& program);

}  // namespace xb
