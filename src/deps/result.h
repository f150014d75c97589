// SPDX-License-Identifier: Apache-2.0
// Results: what a dependency became, kept in the store below a hash of all
// that decides it (sources, patches, recipe, flags, compiler, what it is built
// with).  Made once, by one process at a time; used by every checkout that has
// the same hash.  Loop thread only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cache/file_digests.h"
#include "cache/tool_identity.h"
#include "deps/recipe.h"
#include "deps/store.h"
#include "manifest/project/dependency_spec.h"

namespace xb::deps {

class Results {
 public:
  // `tell`: a line for people about what takes long.
  Results(const Store& store, std::function<void(const std::string&)> tell);
  ~Results();

  struct Made {
    std::string id;         // NAME-HASH
    std::string directory;  // in the store
    bool was_there = false;
  };

  // All that decides the result, as text; a path's content is read for that.
  Result<std::string> KeyText(const project::DependencySpec& spec);
  Result<std::string> IdOf(const project::DependencySpec& spec);
  // Whether Make() would find it.
  Result<bool> IsThere(const project::DependencySpec& spec);
  // Brings it about: fetches, unpacks, patches, builds what is not there.
  Result<Made> Make(const project::DependencySpec& spec);

  // Copies what comes out into `to`, which is emptied before; what was damaged
  // in the store is made again.
  Result<Made> Deliver(const project::DependencySpec& spec,
                       const std::string& to);

 private:
  Result<std::string> SourceKey(const project::DependencySpec& spec);
  Result<std::string> ToolKey(const project::DependencySpec& spec);
  Status Build(const project::DependencySpec& spec, const Made& made,
               const std::string& key);
  Status CopyOut(const project::DependencySpec& spec, const Made& made,
                 const std::string& to);

  const Store& store_;
  const std::function<void(const std::string&)> tell_;
  FileDigests digests_;
  std::unique_ptr<ToolIdentities> tools_;
  int64_t now_ns_ = 0;
  std::map<std::string, std::string> known_keys_;  // by WriteSpec()
};

// Files whose change makes another result: of a source that is a directory of
// the project, and patches.  Paths as the recipe names them.
Result<std::vector<std::string>> InputsOf(const project::DependencySpec& spec);

// A text that is another when what users include of `place`, where the result
// was delivered to, is another.
Result<std::string> HeadersText(const project::DependencySpec& spec,
                                const std::string& place);

}  // namespace xb::deps
