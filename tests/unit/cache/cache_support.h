// SPDX-License-Identifier: Apache-2.0
// What the tests of the cache share: content, files, and a cache in a
// directory of its own with a clock that stands still.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "cache/action_cache.h"
#include "cache/layout.h"
#include "os/file_tree.h"
#include "support/fake_clock.h"
#include "support/temp_dir.h"

namespace xb {

inline std::string ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  XB_CHECK(file.is_open());
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

inline void WriteBytes(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  XB_CHECK(file.flush().good());
}

// In place: cutting a file and writing it anew makes some file systems flush.
inline void FlipBit(const std::string& path, size_t bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(bit / 8));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(bit / 8));
  file.put(static_cast<char>(byte ^ 1 << bit % 8));
  XB_CHECK(file.flush().good());
}

inline std::string Noise(size_t size, uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

// Compresses as well as an object file does.
inline std::string Prose(size_t size, uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) text += std::to_string(random() % 5000) + ' ';
  text.resize(size);
  return text;
}

inline std::vector<std::string> FilesBelow(const std::string& directory) {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_directory()) files.push_back(entry.path().string());
  }
  return files;
}

// Small blobs of both kinds: only what compresses well is compressed.
inline constexpr uint64_t kCompressFrom = 4 << 10;

// A cache below `directory`/cache, and outputs below `directory`/out.
class CacheInDirectory {
 public:
  explicit CacheInDirectory(ActionCache::Options options = {}) {
    options.directory = directory_ / "cache";
    cache_ = Open(std::move(options));
    std::filesystem::create_directory(directory_ / "out");
  }

  std::unique_ptr<ActionCache> Open(ActionCache::Options options) {
    options.directory = directory_ / "cache";
    auto cache = ActionCache::Open(std::move(options), clock_);
    XB_CHECK(cache.ok());
    return cache.Take();
  }

  const ActionCache& cache() const { return *cache_; }
  const BlobStore& blobs() const { return cache_->blobs(); }
  FakeClock& clock() { return clock_; }
  std::string operator/(const std::string& name) const {
    return directory_ / name;
  }
  std::string Out(const std::string& name) const {
    return directory_ / ("out/" + name);
  }

 private:
  TempDir directory_;
  FakeClock clock_;
  std::unique_ptr<ActionCache> cache_;
};

// Long work that goes on to its end.
inline constexpr auto kContinue = [](uint64_t, uint64_t) { return true; };

// The key of an action by its name.
inline Digest KeyOf(std::string_view name) { return DigestOf(name); }

// Answers from a table; a path that is not there is missing.
class FilesNow {
 public:
  FilesNow& Set(const std::string& path, std::string_view content) {
    files_.emplace_back(path, DigestOf(content));
    return *this;
  }
  // The last one set counts.
  std::optional<Digest> operator()(std::string_view path) {
    ++asked;
    for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
      if (file->first == path) return file->second;
    }
    return std::nullopt;
  }
  int asked = 0;

 private:
  std::vector<std::pair<std::string, Digest>> files_;
};

}  // namespace xb
