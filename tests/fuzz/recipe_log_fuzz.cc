// SPDX-License-Identifier: Apache-2.0
// Any bytes are some records of recipes, up to the first that is damaged; what
// is added is known afterwards, and what was known before still is.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/check.h"
#include "base/hash.h"
#include "os/disk.h"
#include "remake/recipe_log.h"

namespace {

class Directory {
 public:
  Directory() {
    std::array<char, 32> name = {"/tmp/recipe_log_fuzz.XXXXXX"};
    XB_CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name.data();
    std::filesystem::create_directory(path_ / ".xb");
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Makes the sizes and hashes of records right that are nearly there.
std::string Sealed(std::string bytes) {
  constexpr size_t kHeader = 13;
  constexpr size_t kFrame = 12;
  if (bytes.size() < kHeader) return bytes;
  bytes.replace(0, kHeader, "xb recipes 2\n");
  size_t at = kHeader;
  while (bytes.size() - at > kFrame) {
    uint32_t size = 0;
    std::memcpy(&size, bytes.data() + at, sizeof size);
    size %= static_cast<uint32_t>(bytes.size() - at - kFrame) + 1;
    std::memcpy(bytes.data() + at, &size, sizeof size);
    const uint64_t hash =
        xb::Xxh3(std::string_view(bytes).substr(at + kFrame, size));
    std::memcpy(bytes.data() + at + sizeof size, &hash, sizeof hash);
    at += kFrame + size;
  }
  return bytes;
}

void Try(const std::string& bytes) {
  xb::RealDisk disk;
  std::ofstream(xb::RecipeLog::kPath, std::ios::binary) << bytes;
  xb::RecipeLog log;
  log.Load(disk);
  const xb::RecipeRun* const known = log.LastOf("a");
  const xb::RecipeRun before = known == nullptr ? xb::RecipeRun() : *known;
  xb::RecipeRun run;
  run.target = "b";
  run.mtime_ns = 1;
  log.Add(run);
  log.Tidy();
  xb::RecipeLog again;
  again.Load(disk);
  const xb::RecipeRun* const added = again.LastOf("b");
  XB_CHECK(added != nullptr && added->mtime_ns == 1);
  const xb::RecipeRun* const still = again.LastOf("a");
  XB_CHECK((still == nullptr) == (known == nullptr));
  XB_CHECK(still == nullptr || still->mtime_ns == before.mtime_ns);
  XB_CHECK(xb::RecipeLog::RunsOf(disk, "a").size() <= 2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Directory directory;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // Inputs may be named from where it was started.
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory.path());
  Try(bytes);
  Try(Sealed(bytes));
  std::filesystem::current_path(before);
  return 0;
}
