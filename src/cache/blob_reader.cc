// SPDX-License-Identifier: Apache-2.0
#include "cache/blob_reader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace xb {

BlobReader::BlobReader(InputFile file, const Digest& digest, bool check_sha256,
                       Spares& spares)
    : file_(std::move(file)),
      check_sha256_(check_sha256),
      spares_(spares),
      state_(ReadTrailer(digest)) {}

BlobReader::State BlobReader::ReadTrailer(const Digest& digest) {
  const auto size = static_cast<uint64_t>(file_.stat().size);
  if (size < BlobTrailer::kSize) return State::kDamaged;
  const uint64_t body_size = size - BlobTrailer::kSize;
  std::array<char, BlobTrailer::kSize> bytes;
  const auto read = file_.ReadInto(static_cast<int64_t>(body_size), bytes);
  if (!read.ok()) return State::kUnreadable;
  // Another process may have cut the file since its size was asked for.
  if (read.value() != bytes.size()) return State::kDamaged;
  const auto decoded = BlobTrailer::Decode({bytes.data(), bytes.size()});
  if (!decoded || decoded->digest != digest ||
      decoded->body_size != body_size) {
    return State::kDamaged;
  }
  trailer_ = *decoded;
  return State::kGood;
}

BlobReader::State BlobReader::ReadWhole(std::string* content) {
  if (state_ != State::kGood) return state_;
  content->clear();
  if (std::max(trailer_.body_size, trailer_.digest.size) > kMaxInMemory) {
    return State::kDamaged;
  }
  const auto body_size = static_cast<size_t>(trailer_.body_size);
  if (!file_.ReadAt(0, body_size, content).ok()) return State::kUnreadable;
  if (content->size() != body_size) return State::kDamaged;
  if (trailer_.is_compressed) {
    auto raw = spares_.compressor.Decompress(
        *content, static_cast<size_t>(trailer_.digest.size));
    if (!raw) return State::kDamaged;
    *content = std::move(*raw);
  }
  const bool is_right =
      Xxh3Wide(*content) == trailer_.content &&
      (!check_sha256_ || DigestOf(*content) == trailer_.digest);
  return is_right ? State::kGood : State::kDamaged;
}

Result<BlobReader::State> BlobReader::Read(Sink sink) {
  if (!trailer_.is_compressed) return ReadPieces(sink);
  std::string content;
  const State state = ReadWhole(&content);
  if (state == State::kGood) XB_TRY(sink(content));
  return state;
}

Result<BlobReader::State> BlobReader::ReadPieces(Sink sink) {
  if (state_ != State::kGood) return state_;
  auto piece = spares_.pieces.Take();
  // Not cleared: only what was read into it is looked at.
  if (piece == nullptr) piece = std::make_unique_for_overwrite<Piece>();
  Xxh3WideStream xxh3;
  std::optional<Sha256> sha;
  if (check_sha256_) sha.emplace();
  for (uint64_t at = 0; at < trailer_.body_size;) {
    const auto want = static_cast<size_t>(
        std::min<uint64_t>(piece->size(), trailer_.body_size - at));
    const auto read =
        file_.ReadInto(static_cast<int64_t>(at), std::span(*piece).first(want));
    if (!read.ok()) return State::kUnreadable;
    if (read.value() != want) return State::kDamaged;
    const std::string_view bytes(piece->data(), want);
    xxh3.Update(bytes);
    if (sha) sha->Update(bytes);
    XB_TRY(sink(bytes));
    at += want;
  }
  spares_.pieces.Give(std::move(piece));
  const bool is_right = xxh3.Finish() == trailer_.content &&
                        (!sha || sha->Finish() == trailer_.digest.hash);
  return is_right ? State::kGood : State::kDamaged;
}

}  // namespace xb
