// SPDX-License-Identifier: Apache-2.0
#include "cache/layout.h"

#include <algorithm>

namespace xb {
namespace {

constexpr char kDigits[] = "0123456789abcdef";
constexpr char kUpperDigits[] = "0123456789ABCDEF";

// The two directories that keep every directory small: ten gigabytes are some
// 300,000 blobs.
void AppendFanOut(const Digest& digest, std::string* path) {
  *path += '/';
  *path += kDigits[digest.hash[0] >> 4];
  *path += '/';
  *path += kDigits[digest.hash[0] & 15];
}

bool IsPlainCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// -1 for what is no upper-case hexadecimal digit.
int UpperDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string Layout::BlobDirectory(const Digest& digest) const {
  std::string path = blobs();
  AppendFanOut(digest, &path);
  return path;
}

std::string Layout::BlobPath(const Digest& digest) const {
  return BlobDirectory(digest) + '/' + digest.ToText();
}

std::string Layout::LinkDirectory(const Digest& digest) const {
  std::string path = links();
  AppendFanOut(digest, &path);
  return path;
}

std::string Layout::LinkPath(const Digest& digest) const {
  return LinkDirectory(digest) + '/' + digest.ToText();
}

std::string Layout::ActionDirectory(std::string_view encoded,
                                    const Digest& key) const {
  std::string path = actions() + '/' + std::string(encoded);
  AppendFanOut(key, &path);
  return path;
}

std::string Layout::ActionPath(std::string_view encoded,
                               const Digest& key) const {
  return ActionDirectory(encoded, key) + '/' + key.ToText();
}

Result<std::string> Layout::EncodeScope(std::string_view scope) {
  std::string encoded;
  for (const char c : scope) {
    // No name begins with a dot: `..` is none, and nothing is hidden.
    if (IsPlainCharacter(c) && !(c == '.' && encoded.empty())) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kUpperDigits[byte >> 4];
    encoded += kUpperDigits[byte & 15];
  }
  if (encoded.empty()) return MakeError("The scope of the cache has no name");
  if (encoded.size() > kMaxScope) {
    return MakeError("The scope `" + std::string(scope) +
                     "` of the cache is too long");
  }
  return encoded;
}

std::optional<std::string> Layout::DecodeScope(std::string_view encoded) {
  std::string scope;
  for (size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      scope += encoded[i];
      continue;
    }
    if (i + 2 >= encoded.size()) return std::nullopt;
    const int high = UpperDigit(encoded[i + 1]);
    const int low = UpperDigit(encoded[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    scope += static_cast<char>(high << 4 | low);
    i += 2;
  }
  const auto again = EncodeScope(scope);
  if (!again.ok() || again.value() != encoded) return std::nullopt;
  return scope;
}

Result<std::vector<std::string>> Layout::Scopes() const {
  std::vector<std::string> scopes;
  XB_ASSIGN(const std::vector<DirectoryEntry> entries,
            ListDirectory(actions()));
  for (const DirectoryEntry& entry : entries) {
    if (entry.stat.is_directory() && DecodeScope(entry.name)) {
      scopes.push_back(entry.name);
    }
  }
  std::sort(scopes.begin(), scopes.end());
  return scopes;
}

Status Layout::ForEachFile(
    const std::string& top, const Range& range,
    FunctionRef<void(const std::string& directory, const Digest& digest,
                     const FileStat& stat)>
        fn) const {
  constexpr uint32_t kRegular = 0100000;
  constexpr uint32_t kTypeMask = 0170000;
  for (int i = range.begin; i < range.end; ++i) {
    Digest first;
    first.hash[0] = static_cast<uint8_t>(i);
    std::string directory = top;
    AppendFanOut(first, &directory);
    XB_ASSIGN(const std::vector<DirectoryEntry> entries,
              ListDirectory(directory));
    for (const DirectoryEntry& entry : entries) {
      const auto digest = Digest::FromText(entry.name);
      if (digest && digest->hash[0] == i &&
          (entry.stat.mode & kTypeMask) == kRegular) {
        fn(directory, *digest, entry.stat);
      }
    }
  }
  return Ok();
}

Result<TemporaryFile> Layout::NewTemporary() const {
  const std::string prefix = temporaries() + "/";
  for (int i = 0; i < 2; ++i) {
    XB_ASSIGN(std::optional<TemporaryFile> file, TemporaryFile::Create(prefix));
    if (file) return std::move(*file);
    XB_TRY(MakePrivateDirectories(temporaries()));
  }
  return MakeError("The directory `" + temporaries() + "` disappeared");
}

Status Layout::CommitBelow(TemporaryFile* file, const std::string& directory,
                           const std::string& path) {
  constexpr int kTries = 4;
  Status status = file->Commit(path);
  // The directory is there but for the first file in it; and somebody may
  // clear the cache right now, even between two of these lines.
  for (int i = 1; i < kTries && !status.ok(); ++i) {
    status = MakePrivateDirectories(directory);
    if (status.ok()) status = file->Commit(path);
  }
  return status;
}

}  // namespace xb
