// SPDX-License-Identifier: Apache-2.0
#include "cache/action_record.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "cache/record_file.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

Dependency File(const std::string& path, std::string_view content) {
  return {.path = path, .digest = DigestOf(content)};
}

ActionRecord Empty() {
  return ActionRecord(
      KeyOf("key"), "cc",
      {{.name = "command", .hash = 1}, {.name = "tool", .hash = 2}});
}

// Two runs: with the old b.h, then with the new one.
ActionRecord TwoRuns() {
  ActionRecord record = Empty();
  record.AddFirst(std::vector{File("a.h", "a"), File("b.h", "old")},
                  DigestOf("result 1"), 100);
  record.AddFirst(std::vector{File("a.h", "a"), File("b.h", "new")},
                  DigestOf("result 2"), 200);
  return record;
}

TEST(ActionRecordTest, NewestRunThatAgreesIsFirst) {
  const ActionRecord record = TwoRuns();
  FilesNow now;
  now.Set("a.h", "a").Set("b.h", "new");
  ActionRecord::Match match = record.Find(now);
  ASSERT_EQ(match.sets, std::vector<size_t>{0});
  EXPECT_EQ(record.result(0), DigestOf("result 2"));

  now.Set("b.h", "old");
  match = record.Find(now);
  ASSERT_EQ(match.sets, std::vector<size_t>{1});
  EXPECT_EQ(record.result(1), DigestOf("result 1"));
  EXPECT_EQ(record.stored_s(1), 100);
  EXPECT_EQ(match.difference, "");
}

TEST(ActionRecordTest, TellsWhatDiffersFromTheNewest) {
  const ActionRecord record = TwoRuns();
  FilesNow now;
  now.Set("a.h", "a").Set("b.h", "other");
  EXPECT_TRUE(record.Find(now).sets.empty());
  EXPECT_EQ(record.Find(now).difference, "b.h");
  now.Set("a.h", "other");
  EXPECT_EQ(record.Find(now).difference, "a.h");
}

TEST(ActionRecordTest, MissingFileDoesNotAgree) {
  FilesNow now;
  now.Set("a.h", "a");
  EXPECT_EQ(TwoRuns().Find(now).difference, "b.h");
}

TEST(ActionRecordTest, AsksForEachPathOnce) {
  FilesNow now;
  now.Set("a.h", "a").Set("b.h", "other");
  TwoRuns().Find(now);
  EXPECT_EQ(now.asked, 2);
}

TEST(ActionRecordTest, RunWithoutDependenciesAlwaysAgrees) {
  ActionRecord record = Empty();
  record.AddFirst({}, DigestOf("result"), 1);
  FilesNow now;
  EXPECT_EQ(record.Find(now).sets, std::vector<size_t>{0});
  EXPECT_TRUE(Empty().Find(now).sets.empty());
}

TEST(ActionRecordTest, SameFilesReplaceTheOlderResult) {
  ActionRecord record = TwoRuns();
  record.AddFirst(std::vector{File("a.h", "a"), File("b.h", "old")},
                  DigestOf("result 3"), 300);
  ASSERT_EQ(record.set_count(), 2u);
  EXPECT_EQ(record.result(0), DigestOf("result 3"));
  EXPECT_EQ(record.result(1), DigestOf("result 2"));
}

TEST(ActionRecordTest, OldestRunsAreForgotten) {
  ActionRecord record = Empty();
  for (int i = 0; i < 40; ++i) {
    const std::string content = std::to_string(i);
    record.AddFirst(std::vector{File("a.h", content)}, DigestOf(content), i);
  }
  EXPECT_EQ(record.set_count(), ActionRecord::kMaxSets);
  EXPECT_EQ(record.result(0), DigestOf("39"));
  EXPECT_EQ(record.result(15), DigestOf("24"));
  // What nobody names any more takes no room.
  EXPECT_LT(record.Encode().size(), 16u * 100 + 100);
}

TEST(ActionRecordTest, MergesAnOlderRecordBehindItself) {
  ActionRecord newer = Empty();
  newer.AddFirst(std::vector{File("a.h", "a"), File("c.h", "c")},
                 DigestOf("result 3"), 300);
  newer.AddOlder(TwoRuns());
  ASSERT_EQ(newer.set_count(), 3u);
  EXPECT_EQ(newer.result(0), DigestOf("result 3"));
  EXPECT_EQ(newer.result(1), DigestOf("result 2"));
  EXPECT_EQ(newer.result(2), DigestOf("result 1"));
  EXPECT_EQ(newer.Dependencies(2),
            (std::vector{File("a.h", "a"), File("b.h", "old")}));
  newer.AddOlder(TwoRuns());
  EXPECT_EQ(newer.set_count(), 3u);
}

TEST(ActionRecordTest, KeepsOnlyWhatWasUsed) {
  ActionRecord record = TwoRuns();
  record.KeepOnly(DigestOf("result 1"));
  ASSERT_EQ(record.set_count(), 1u);
  EXPECT_EQ(record.Dependencies(0),
            (std::vector{File("a.h", "a"), File("b.h", "old")}));
}

TEST(ActionRecordTest, ComesBack) {
  const auto record = ActionRecord::Decode(TwoRuns().Encode());
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->key(), KeyOf("key"));
  EXPECT_EQ(record->rule(), "cc");
  EXPECT_EQ(record->parts(), Empty().parts());
  ASSERT_EQ(record->set_count(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(record->Dependencies(i), TwoRuns().Dependencies(i));
    EXPECT_EQ(record->result(i), TwoRuns().result(i));
    EXPECT_EQ(record->stored_s(i), TwoRuns().stored_s(i));
  }
}

TEST(ActionRecordTest, CutOrLongerIsRefused) {
  const std::string bytes = TwoRuns().Encode();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(ActionRecord::Decode(bytes.substr(0, size)).has_value());
  }
  EXPECT_FALSE(ActionRecord::Decode(bytes + "x").has_value());
}

TEST(ActionRecordTest, UnusableNamesAreRefused) {
  for (const std::string& path :
       {std::string(), std::string("a\0b", 3), std::string(4097, 'p')}) {
    ActionRecord record = Empty();
    record.AddFirst(std::vector{File(path, "a")}, DigestOf("result"), 1);
    EXPECT_FALSE(ActionRecord::Decode(record.Encode()).has_value());
  }
}

class RecordFileTest : public ::testing::Test {
 protected:
  RecordProblem Decode(std::string_view bytes, std::string_view scope,
                       std::string_view signing_key) {
    return DecodeRecordFile(bytes, KeyOf("key"), scope, signing_key).problem;
  }

  const std::string plain_ = EncodeRecordFile(TwoRuns(), "main", "");
  const std::string signed_ = EncodeRecordFile(TwoRuns(), "main", "secret");
};

TEST_F(RecordFileTest, ComesBack) {
  for (const std::string& bytes : {plain_, signed_}) {
    const auto decoded = DecodeRecordFile(bytes, KeyOf("key"), "main", "");
    ASSERT_EQ(decoded.problem, RecordProblem::kNone);
    EXPECT_EQ(decoded.record.Encode(), TwoRuns().Encode());
  }
  EXPECT_EQ(Decode(signed_, "main", "secret"), RecordProblem::kNone);
  EXPECT_FALSE(IsSignedRecordFile(plain_));
  EXPECT_TRUE(IsSignedRecordFile(signed_));
}

TEST_F(RecordFileTest, WithAKeyOnlyItsOwnSignatureCounts) {
  EXPECT_EQ(Decode(plain_, "main", "secret"), RecordProblem::kUntrusted);
  EXPECT_EQ(Decode(signed_, "main", "other"), RecordProblem::kUntrusted);
}

TEST_F(RecordFileTest, SignatureIsForOneScope) {
  EXPECT_EQ(Decode(signed_, "branch", "secret"), RecordProblem::kUntrusted);
}

TEST_F(RecordFileTest, SignatureCoversTheContent) {
  // With another record's payload and a checksum that is right for it.
  ActionRecord evil = Empty();
  evil.AddFirst({}, DigestOf("evil"), 1);
  std::string forged = EncodeRecordFile(evil, "main", "guess");
  forged.replace(forged.size() - 32, 32, signed_.substr(signed_.size() - 32));
  EXPECT_EQ(Decode(forged, "main", "secret"), RecordProblem::kUntrusted);
}

TEST_F(RecordFileTest, RecordOfAnotherKeyIsDamaged) {
  EXPECT_EQ(DecodeRecordFile(plain_, KeyOf("other"), "main", "").problem,
            RecordProblem::kDamaged);
}

TEST_F(RecordFileTest, EveryFlippedBitIsNoticed) {
  for (const std::string& bytes : {plain_, signed_}) {
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::string damaged = bytes;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
      EXPECT_NE(Decode(damaged, "main", "secret"), RecordProblem::kNone) << bit;
    }
  }
  for (size_t bit = 0; bit < plain_.size() * 8; ++bit) {
    std::string damaged = plain_;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(Decode(damaged, "main", ""), RecordProblem::kDamaged) << bit;
  }
}

TEST_F(RecordFileTest, CutOrLongerIsDamaged) {
  for (const std::string& bytes : {plain_, signed_}) {
    for (size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_EQ(Decode(bytes.substr(0, size), "main", "secret"),
                RecordProblem::kDamaged);
    }
    EXPECT_EQ(Decode(bytes + "x", "main", "secret"), RecordProblem::kDamaged);
  }
}

}  // namespace
}  // namespace xb
