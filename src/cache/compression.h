// SPDX-License-Identifier: Apache-2.0
// zstd as the cache uses it, at level 1: whole blobs in memory, and streams for
// an archive.  A stream belongs to one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/function_ref.h"

namespace xb {

// Whole blobs.  Thread safe: each call has a context of its own, which the
// object keeps, because making one costs more than a small blob does.
class Compressor {
 public:
  Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  ~Compressor();

  // One frame that says how large its content is.
  std::string Compress(std::string_view bytes);
  // nullopt unless `frame` is exactly one frame with `size` bytes of content.
  // Never allocates more than `size`.
  std::optional<std::string> Decompress(std::string_view frame, size_t size);

 private:
  class Contexts;
  std::unique_ptr<Contexts> contexts_;
};

class CompressedWriter {
 public:
  using Sink = FunctionRef<Status(std::string_view)>;

  CompressedWriter();
  CompressedWriter(const CompressedWriter&) = delete;
  CompressedWriter& operator=(const CompressedWriter&) = delete;
  ~CompressedWriter();

  // Passes what is ready on to `sink`.
  Status Write(std::string_view bytes, Sink sink);
  Status Finish(Sink sink);

 private:
  class State;
  std::unique_ptr<State> state_;
};

class CompressedReader {
 public:
  // Appends the next bytes of the file to its argument; none at the end.
  using Source = FunctionRef<Status(std::string*)>;

  CompressedReader();
  CompressedReader(const CompressedReader&) = delete;
  CompressedReader& operator=(const CompressedReader&) = delete;
  ~CompressedReader();

  // Appends `size` bytes to `to`, fewer only at the end of the content.
  Status Read(size_t size, std::string* to, Source source);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace xb
