// SPDX-License-Identifier: Apache-2.0
#include "cache/action_result.h"

#include <algorithm>
#include <unordered_set>

#include "base/path.h"
#include "cache/codec.h"

namespace xb {
namespace {

constexpr std::string_view kResultMagic = "xb result\n";
constexpr uint64_t kResultVersion = 2;
constexpr uint64_t kFollowsUmask = 1;
constexpr uint64_t kResultPermissions = 0777;
constexpr uint64_t kMaxStatus = 255;

bool HasNul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

bool LeadsOutside(std::string_view path) {
  return path[0] == '/' || path == ".." || path.substr(0, 3) == "../";
}

// A path that Decode() may return, given that it is canonical: the only place
// of a `..` is then the beginning.
bool IsSafe(const std::string& path, std::span<const std::string> declared) {
  if (path.empty() || path == "." || HasNul(path) || !IsCanonicalPath(path)) {
    return false;
  }
  return !LeadsOutside(path) ||
         std::find(declared.begin(), declared.end(), path) != declared.end();
}

// Nothing is written twice, or below a link that is itself made here.
bool AreSeparate(const std::vector<ActionOutput>& outputs) {
  std::unordered_set<std::string_view> paths;
  for (const ActionOutput& output : outputs) {
    if (!paths.insert(output.path).second) return false;
  }
  for (const ActionOutput& output : outputs) {
    std::string_view above = output.path;
    for (size_t end = above.rfind('/'); end != std::string_view::npos;
         end = above.rfind('/')) {
      above = above.substr(0, end);
      if (paths.contains(above)) return false;
    }
  }
  return true;
}

void EncodeOutput(const ActionOutput& output, ByteWriter* writer) {
  writer->Varint(static_cast<uint64_t>(output.kind));
  writer->Text(output.path);
  switch (output.kind) {
    case OutputKind::kFile:
      writer->AddDigest(output.digest);
      writer->Hash(output.content);
      writer->Varint(output.mode);
      writer->Varint(output.mode_follows_umask ? kFollowsUmask : 0);
      break;
    case OutputKind::kSymlink:
      writer->Text(output.target);
      break;
  }
}

ActionOutput DecodeOutput(ByteReader* reader) {
  ActionOutput output;
  output.kind = static_cast<OutputKind>(
      reader->VarintUpTo(static_cast<uint64_t>(OutputKind::kSymlink)));
  output.path = reader->Text(ActionResult::kMaxPath);
  switch (output.kind) {
    case OutputKind::kFile:
      output.digest = reader->ReadDigest();
      output.content = reader->Hash();
      output.mode =
          static_cast<uint32_t>(reader->VarintUpTo(kResultPermissions));
      output.mode_follows_umask =
          reader->VarintUpTo(kFollowsUmask) == kFollowsUmask;
      break;
    case OutputKind::kSymlink:
      output.target = reader->Text(ActionResult::kMaxPath);
      if (output.target.empty() || HasNul(output.target)) reader->Fail();
      break;
  }
  return output;
}

}  // namespace

std::vector<Digest> ActionResult::Blobs() const {
  std::vector<Digest> digests;
  if (text.size > 0) digests.push_back(text);
  for (const ActionOutput& output : outputs) {
    if (output.kind == OutputKind::kFile) digests.push_back(output.digest);
  }
  return digests;
}

std::string ActionResult::Encode() const {
  ByteWriter writer;
  writer.Raw(kResultMagic);
  writer.Varint(kResultVersion);
  writer.Text(rule);
  writer.Varint(static_cast<uint64_t>(exit_status));
  writer.Varint(static_cast<uint64_t>(duration_ms));
  writer.AddDigest(text);
  writer.Varint(depfile ? 1 : 0);
  if (depfile) {
    writer.Text(*depfile);
    writer.Varint(static_cast<uint64_t>(depfile_form));
  }
  writer.Varint(dependencies.size());
  for (size_t i = 0; i < dependencies.size(); ++i) writer.Text(dependencies[i]);
  writer.Varint(outputs.size());
  for (const ActionOutput& output : outputs) EncodeOutput(output, &writer);
  return writer.Take();
}

std::optional<ActionResult> ActionResult::Decode(
    std::string_view bytes, std::span<const std::string> declared) {
  auto result = DecodeUnchecked(bytes);
  if (!result || !AreSeparate(result->outputs)) return std::nullopt;
  for (const ActionOutput& output : result->outputs) {
    if (!IsSafe(output.path, declared)) return std::nullopt;
  }
  return result;
}

std::optional<ActionResult> ActionResult::DecodeUnchecked(
    std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.Raw(kResultMagic.size()) != kResultMagic ||
      reader.Varint() != kResultVersion) {
    return std::nullopt;
  }
  ActionResult result;
  result.rule = reader.Text(kMaxRule);
  result.exit_status = static_cast<int32_t>(reader.VarintUpTo(kMaxStatus));
  result.duration_ms = static_cast<int64_t>(reader.VarintUpTo(INT64_MAX));
  result.text = reader.ReadDigest();
  if (reader.VarintUpTo(1) == 1) {
    result.depfile = reader.Text(kMaxDepfile);
    result.depfile_form = static_cast<DepfileForm>(
        reader.VarintUpTo(static_cast<uint64_t>(DepfileForm::kClang)));
  }
  const size_t dependencies = reader.Count(kMaxDependencies, 2);
  result.dependencies.Reserve(dependencies, bytes.size());
  for (size_t i = 0; i < dependencies && reader.ok(); ++i) {
    const std::string_view path = reader.Text(kMaxPath);
    if (path.empty() || HasNul(path)) reader.Fail();
    result.dependencies.Add(path);
  }
  const size_t outputs = reader.Count(kMaxOutputs, 3);
  result.outputs.reserve(outputs);
  for (size_t i = 0; i < outputs && reader.ok(); ++i) {
    result.outputs.push_back(DecodeOutput(&reader));
  }
  if (!reader.AtEnd()) return std::nullopt;
  return result;
}

}  // namespace xb
