// SPDX-License-Identifier: Apache-2.0
#include "unit/engine/snapshot_use.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace xb {
namespace {

class SnapshotUseTest : public testing::Test {
 protected:
  SnapshotUseTest() {
    sample_.Write();
    good_ = ReadBytes(sample_.path());
    XB_CHECK(MakeValid(&good_, &key_));
  }
  bool Use(std::string bytes) {
    std::string key;
    return MakeValid(&bytes, &key) && UseSnapshot(sample_.path(), bytes, key);
  }

  SnapshotSample sample_;
  std::string good_;
  std::string key_;
};

TEST_F(SnapshotUseTest, AGoodOneIsUsed) {
  EXPECT_EQ(key_, SnapshotSample::kKey);
  EXPECT_TRUE(Use(good_));
}

// Some other id, offset or size anywhere, under right hashes.  Under a
// sanitizer this finds what is not checked.
TEST_F(SnapshotUseTest, ForgedNumbersDoNoHarm) {
  std::mt19937 random(5);
  const auto below = [&](size_t n) { return random() % n; };
  int used = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = good_;
    SnapshotForger forger(good_);
    for (size_t n = 1 + below(3); n > 0; --n) {
      const SectionRow& row = forger.sections[below(kSectionCount)];
      if (row.size < sizeof(uint32_t)) continue;
      const size_t at = below(row.size / sizeof(uint32_t)) * sizeof(uint32_t);
      const uint32_t interesting[] = {0,
                                      1,
                                      0x7fffffff,
                                      kNoIndex,
                                      kNoIndex - 1,
                                      static_cast<uint32_t>(below(40))};
      uint32_t value;
      std::memcpy(&value, bytes.data() + row.offset + at, sizeof value);
      const size_t choice = below(8);
      value = choice < 6 ? interesting[choice]
                         : value + static_cast<uint32_t>(below(5)) - 2;
      std::memcpy(bytes.data() + row.offset + at, &value, sizeof value);
    }
    used += Use(bytes);
  }
  // Many are well-formed, so that more than the checks was tried.
  EXPECT_GT(used, 500);
}

TEST_F(SnapshotUseTest, ForgedSectionsDoNoHarm) {
  std::mt19937 random(6);
  for (int i = 0; i < 2000; ++i) {
    SnapshotForger forger(good_);
    SectionRow& row = forger.sections[random() % kSectionCount];
    const SectionRow& other = forger.sections[random() % kSectionCount];
    switch (random() % 4) {
      case 0:
        row.offset = other.offset;
        break;
      case 1:
        row.size = other.size;
        break;
      case 2:
        row.size -= std::min<uint64_t>(row.size, row.element_size);
        break;
      default:
        row = other;
    }
    Use(forger.Seal());
  }
}

}  // namespace
}  // namespace xb
