// SPDX-License-Identifier: Apache-2.0

// Any bytes are refused or understood as a cache's record, result, blob
// trailer, statistics and tar header.  What is understood is written again as
// the very same bytes (one thing, one spelling), keeps to its limits, and names
// no place outside.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/check.h"
#include "base/path.h"
#include "cache/action_record.h"
#include "cache/action_result.h"
#include "cache/blob_format.h"
#include "cache/record_file.h"
#include "cache/statistics.h"
#include "cache/tar.h"

namespace {

void CheckRecord(std::string_view bytes) {
  auto record = xb::ActionRecord::Decode(bytes);
  if (!record) return;
  XB_CHECK(record->Encode() == bytes);
  XB_CHECK(record->set_count() <= xb::ActionRecord::kMaxSets);
  std::unordered_set<std::string_view> asked;
  const auto match =
      record->Find([&](std::string_view path) -> std::optional<xb::Digest> {
        asked.insert(path);
        return xb::DigestOf(path);
      });
  XB_CHECK(match.sets.size() <= record->set_count());
  XB_CHECK(match.difference.empty() || asked.contains(match.difference));

  // It survives a change, and a file of its own.
  const xb::Digest result = xb::DigestOf("result");
  record->AddFirst(std::vector<xb::Dependency>{{"a.h", result}}, result, 1);
  XB_CHECK(record->result(0) == result);
  xb::ActionRecord merged(record->key(), "rule", {});
  merged.AddOlder(*record);
  XB_CHECK(merged.set_count() <= xb::ActionRecord::kMaxSets);
  XB_CHECK(merged.Dependencies(0) == record->Dependencies(0));
  const std::string file = xb::EncodeRecordFile(*record, "main", "key");
  const auto again = xb::DecodeRecordFile(file, record->key(), "main", "key");
  XB_CHECK(again.problem == xb::RecordProblem::kNone);
  XB_CHECK(again.record.Encode() == record->Encode());
}

void CheckRecordFile(std::string_view bytes) {
  const xb::Digest key = xb::DigestOf("key");
  const auto unsigned_record = xb::DecodeRecordFile(bytes, key, "main", "");
  XB_CHECK(unsigned_record.problem != xb::RecordProblem::kUntrusted);
  // Nobody finds a signature by chance.
  const auto signed_record = xb::DecodeRecordFile(bytes, key, "main", "secret");
  XB_CHECK(signed_record.problem != xb::RecordProblem::kNone);
}

void CheckResult(std::string_view bytes) {
  const std::vector<std::string> declared = {"../declared.o"};
  const auto unchecked = xb::ActionResult::DecodeUnchecked(bytes);
  const auto result = xb::ActionResult::Decode(bytes, declared);
  XB_CHECK(unchecked || !result);
  if (unchecked) XB_CHECK(unchecked->Encode() == bytes);
  if (!result) return;
  XB_CHECK(result->outputs.size() <= xb::ActionResult::kMaxOutputs);
  for (const xb::ActionOutput& output : result->outputs) {
    const bool is_declared = output.path == declared[0];
    XB_CHECK(!output.path.empty() && output.path[0] != '/');
    XB_CHECK(is_declared ||
             (output.path != ".." && output.path.substr(0, 3) != "../"));
    XB_CHECK(xb::IsCanonicalPath(output.path));
    XB_CHECK(output.mode <= 0777);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckRecord(bytes);
  CheckRecordFile(bytes);
  CheckResult(bytes);
  if (const auto trailer = xb::BlobTrailer::Decode(bytes)) {
    XB_CHECK(trailer->Encode() == bytes);
  }
  if (const auto statistics = xb::Statistics::Decode(bytes)) {
    XB_CHECK(xb::Statistics::Decode(statistics->Encode()).has_value());
  }
  const auto entry = xb::DecodeTarHeader(bytes.substr(0, xb::kTarBlock));
  if (entry && entry->is_file && entry->size <= xb::kMaxTarSize) {
    const auto header = xb::EncodeTarHeader(entry->name, entry->size);
    if (header) XB_CHECK(xb::DecodeTarHeader(*header)->name == entry->name);
  }
  return 0;
}
