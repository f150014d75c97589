// SPDX-License-Identifier: Apache-2.0
#include "cache/record_file.h"

#include <array>
#include <utility>

#include "base/hash.h"
#include "cache/codec.h"

namespace xb {
namespace {

constexpr std::string_view kRecordsMagic = "xb acts\n";
constexpr uint32_t kRecordsVersion = 1;
constexpr uint32_t kSigned = 1;
// Nothing else that is signed with the same key begins like this.
constexpr std::string_view kDomain = "xb action record 1\n";

struct RecordsHeader {
  uint32_t flags = 0;
  uint64_t payload_size = 0;
  Hash128 checksum;
};

std::optional<RecordsHeader> ReadHeader(ByteReader* reader) {
  const std::string_view magic = reader->Raw(kRecordsMagic.size());
  const uint32_t version = reader->Fixed32();
  RecordsHeader header;
  header.flags = reader->Fixed32();
  header.payload_size = reader->Fixed64();
  header.checksum = reader->Hash();
  if (!reader->ok() || magic != kRecordsMagic || version != kRecordsVersion ||
      header.flags > kSigned || header.payload_size > kMaxRecordFile) {
    return std::nullopt;
  }
  return header;
}

Sha256Hash Sign(std::string_view payload, std::string_view scope,
                std::string_view signing_key) {
  ByteWriter writer;
  writer.Raw(kDomain);
  writer.Text(scope);
  const std::string context = writer.Take();
  const std::array<std::string_view, 2> pieces = {context, payload};
  return HmacSha256(signing_key, pieces);
}

}  // namespace

std::string EncodeRecordFile(const ActionRecord& record, std::string_view scope,
                             std::string_view signing_key) {
  const std::string payload = record.Encode();
  ByteWriter writer;
  writer.Raw(kRecordsMagic);
  writer.Fixed32(kRecordsVersion);
  writer.Fixed32(signing_key.empty() ? 0 : kSigned);
  writer.Fixed64(payload.size());
  writer.Hash(Xxh3Wide(payload));
  writer.Raw(payload);
  if (!signing_key.empty()) writer.Sha(Sign(payload, scope, signing_key));
  return writer.Take();
}

DecodedRecord DecodeRecordFile(std::string_view bytes, const Digest& key,
                               std::string_view scope,
                               std::string_view signing_key) {
  const auto damaged = [] {
    return DecodedRecord{.problem = RecordProblem::kDamaged, .record = {}};
  };
  ByteReader reader(bytes);
  const auto header = ReadHeader(&reader);
  if (!header) return damaged();
  const std::string_view payload =
      reader.Raw(static_cast<size_t>(header->payload_size));
  const bool is_signed = header->flags == kSigned;
  const Sha256Hash signature = is_signed ? reader.Sha() : Sha256Hash{};
  if (!reader.AtEnd() || Xxh3Wide(payload) != header->checksum)
    return damaged();
  if (!signing_key.empty() &&
      (!is_signed ||
       !AreSameSecretly(signature, Sign(payload, scope, signing_key)))) {
    return {.problem = RecordProblem::kUntrusted, .record = {}};
  }
  auto record = ActionRecord::Decode(payload);
  if (!record || record->key() != key) return damaged();
  return {.problem = RecordProblem::kNone, .record = std::move(*record)};
}

bool IsSignedRecordFile(std::string_view bytes) {
  ByteReader reader(bytes);
  const auto header = ReadHeader(&reader);
  return header && header->flags == kSigned;
}

}  // namespace xb
