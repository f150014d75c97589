// SPDX-License-Identifier: Apache-2.0
// ManifestFile: one file of a manifest while it is read: its words, its scope
// and what values in it expand to.  Load is what all files of one manifest
// share.  Both live on the stack of LoadManifest(); one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "base/result.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/file_variables.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/parser.h"
#include "manifest/ninja/profile_merge.h"
#include "manifest/ninja/profiles.h"
#include "os/disk.h"

namespace xb::ninja {

struct Load {
  Load(Disk& disk, const LoadOptions& options)
      : disk(disk),
        options(options),
        profiles(options),
        variables(builder, options),
        merge(builder, options.max_text_bytes) {}

  Disk& disk;
  const LoadOptions& options;
  GraphBuilder builder;
  std::vector<std::string> warnings;
  std::vector<ReadFile> files_read;
  int depth = 0;
  bool newline_escape = false;
  // It says `xb_required_version`: what only xb knows is allowed from there on.
  bool is_native = false;
  Profiles profiles;
  FileVariables variables;
  ProfileMerge merge;
  // How often the top file was read before, each time with another profile.
  size_t reading = 0;
  struct PoolSeen {
    size_t reading = 0;
    int depth = 0;
  };
  std::map<StringId, PoolSeen> pools;
  // `$profile` was read before any profile was declared.
  bool is_profile_used = false;
  // Of the top file, in this reading of it.
  ScopeId top_scope{0};
  // Whether some file scope binds a name that each edge would have to look up.
  bool file_binds_dyndep = false;
};

// "did you mean `...`?", or empty.
std::string DidYouMean(std::string_view word,
                       std::span<const std::string_view> candidates);

class ManifestFile {
 public:
  // `path` and `text` must outlive the file.  A NUL follows the text.
  ManifestFile(Load& load, const std::string& path, std::string_view text,
               ScopeId scope)
      : load(load),
        builder(load.builder),
        lexer(path, text),
        scope(scope),
        id(builder.AddFile(path)) {}

  // --- Values.  `find` maps a StringId to a std::string_view.  What they
  // return is valid until the next call.
  template <typename Find>
  Status Expand(const RawText& raw, Find find, std::string_view* value);
  // Canonical; an error when empty.
  template <typename Find>
  Status ExpandPath(const RawText& raw, Find find, std::string_view* path);
  // With the variables that the file sees at this point.
  Status ExpandInFile(const RawText& raw, std::string_view* value);

  std::string_view Lookup(StringId name) const;
  Error TooLarge() const { return lexer.ErrorHere("manifest is too large"); }

  Load& load;
  GraphBuilder& builder;
  Lexer lexer;
  const ScopeId scope;
  const uint16_t id;

 private:
  std::string scratch_;
};

template <typename Find>
Status ManifestFile::Expand(const RawText& raw, Find find,
                            std::string_view* value) {
  if (raw.plain) {
    *value = raw.view();
    return Ok();
  }
  scratch_.clear();
  const size_t used = builder.text_size();
  const size_t limit =
      load.options.max_text_bytes - std::min(used, load.options.max_text_bytes);
  ForEachPiece(
      raw, [&](std::string_view text) { scratch_.append(text); },
      [&](std::string_view name) {
        if (scratch_.size() > limit) return;
        scratch_.append(find(builder.InternName(name)));
      });
  if (scratch_.size() > limit) return TooLarge();
  *value = scratch_;
  return Ok();
}

template <typename Find>
Status ManifestFile::ExpandPath(const RawText& raw, Find find,
                                std::string_view* path) {
  XB_TRY(Expand(raw, find, path));
  if (path->empty()) return lexer.ErrorHere("empty path");
  if (IsCanonicalPath(*path)) return Ok();
  if (raw.plain) scratch_.assign(*path);
  CanonicalizePath(&scratch_);
  *path = scratch_;
  return Ok();
}

}  // namespace xb::ninja
