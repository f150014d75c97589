// SPDX-License-Identifier: Apache-2.0
// The file of an ActionRecord: a header with a checksum against accidents, and
// when there is a signing key a signature against people.  The signature
// covers the scope as well, so that an entry cannot be moved to another.
// Pure functions, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cache/action_record.h"

namespace xb {

inline constexpr size_t kMaxRecordFile = 32 << 20;

// Unsigned when `signing_key` is empty.
std::string EncodeRecordFile(const ActionRecord& record, std::string_view scope,
                             std::string_view signing_key);

enum class RecordProblem { kNone, kDamaged, kUntrusted };

struct DecodedRecord {
  RecordProblem problem = RecordProblem::kNone;
  ActionRecord record;  // of no problem
};

// Damaged is also a record of another key.  With a signing key, a record is
// untrusted unless it was signed with it for `scope`; without one, signatures
// mean nothing.
DecodedRecord DecodeRecordFile(std::string_view bytes, const Digest& key,
                               std::string_view scope,
                               std::string_view signing_key);

// Whether it says of itself that it is signed.
bool IsSignedRecordFile(std::string_view bytes);

}  // namespace xb
