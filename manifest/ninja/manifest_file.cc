// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/manifest_file.h"

#include <optional>

#include "base/edit_distance.h"

namespace xb::ninja {

std::string DidYouMean(std::string_view word,
                       std::span<const std::string_view> candidates) {
  const std::string_view nearest = SpellcheckString(word, candidates);
  if (nearest.empty()) return {};
  return "did you mean `" + std::string(nearest) + "`?";
}

std::string_view ManifestFile::Lookup(StringId name) const {
  const std::optional<TextRef> value = builder.Lookup(scope, name);
  return value ? builder.Text(*value) : std::string_view();
}

Status ManifestFile::ExpandInFile(const RawText& raw, std::string_view* value) {
  return Expand(
      raw, [&](StringId name) { return Lookup(name); }, value);
}

}  // namespace xb::ninja
