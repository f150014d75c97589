// SPDX-License-Identifier: Apache-2.0
// FileVariables: what a `name = value` at file scope becomes where a profile or
// the command line has a say in it, and where the logs belong that all
// profiles share.  For that it follows, beside the values, what they would be
// if `$profile` were a mark.  Belongs to a Load; one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/load_options.h"

namespace xb::ninja {

class ManifestFile;

class FileVariables {
 public:
  FileVariables(GraphBuilder& builder, const LoadOptions& options)
      : builder_(builder),
        options_(options),
        is_named_(options.variables.size()) {}

  // Of a reading of the manifest, whose top scope is `scope`.
  void Begin(ScopeId scope);
  // Which of the variables of the command line a file has in it.
  void NoteText(std::string_view text);
  // Those that no file has are mistakes.
  Status CheckNames(const Graph& graph) const;

  // False: plain assignments need no help.
  bool has_say() const { return has_profiles_ || !options_.variables.empty(); }
  // Binds what the chosen profile says.
  Status ApplyProfile(ManifestFile& file);
  // The value of `name` from now on, in the scope of `file`.
  Result<std::string> Assign(ManifestFile& file, StringId name,
                             const RawText& raw);

  // Of the top scope, the same for all profiles: `builddir` as far as it does
  // not depend on one.
  std::string LogDirectory() const;

 private:
  const VariableOverride* FindOverride(StringId name) const;
  // What the manifest alone says.
  std::string_view OwnValue(ScopeId scope, StringId name) const;

  GraphBuilder& builder_;
  const LoadOptions& options_;
  std::vector<bool> is_named_;  // by number of the override
  ScopeId scope_ = kNoScope;
  bool has_profiles_ = false;
  // Of variables that something is added to.
  std::map<std::pair<ScopeId, StringId>, std::string> own_values_;
  // With the mark, for those of the top scope that depend on the profile.
  std::unordered_map<uint32_t, std::string> marked_;  // by StringId
};

}  // namespace xb::ninja
