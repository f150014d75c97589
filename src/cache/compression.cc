// SPDX-License-Identifier: Apache-2.0
#include "cache/compression.h"

#include <zstd.h>

#include <utility>

#include "base/check.h"
#include "os/spare_pool.h"

namespace xb {
namespace {

constexpr int kLevel = 1;

struct ContextDeleter {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

class Compressor::Contexts {
 public:
  SparePool<ZSTD_CCtx, ContextDeleter> compressing;
  SparePool<ZSTD_DCtx, ContextDeleter> decompressing;
};

Compressor::Compressor() : contexts_(std::make_unique<Contexts>()) {}

Compressor::~Compressor() = default;

std::string Compressor::Compress(std::string_view bytes) {
  auto context = contexts_->compressing.Take();
  if (context == nullptr) context.reset(ZSTD_createCCtx());
  XB_CHECK(context != nullptr);
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size =
      ZSTD_compressCCtx(context.get(), frame.data(), frame.size(), bytes.data(),
                        bytes.size(), kLevel);
  // It can only lack room, which it has, or memory.
  XB_CHECK(!ZSTD_isError(size));
  contexts_->compressing.Give(std::move(context));
  frame.resize(size);
  return frame;
}

std::optional<std::string> Compressor::Decompress(std::string_view frame,
                                                  size_t size) {
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size ||
      ZSTD_findFrameCompressedSize(frame.data(), frame.size()) !=
          frame.size()) {
    return std::nullopt;
  }
  auto context = contexts_->decompressing.Take();
  if (context == nullptr) context.reset(ZSTD_createDCtx());
  XB_CHECK(context != nullptr);
  std::string content(size, '\0');
  const size_t got = ZSTD_decompressDCtx(context.get(), content.data(), size,
                                         frame.data(), frame.size());
  contexts_->decompressing.Give(std::move(context));
  if (got != size) return std::nullopt;
  return content;
}

class CompressedWriter::State {
 public:
  State() : context_(ZSTD_createCCtx()), room_(ZSTD_CStreamOutSize(), '\0') {
    XB_CHECK(context_ != nullptr);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  Status Write(std::string_view bytes, ZSTD_EndDirective end, Sink sink) {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer output{room_.data(), room_.size(), 0};
      const size_t left =
          ZSTD_compressStream2(context_.get(), &output, &input, end);
      if (ZSTD_isError(left)) {
        return MakeError(std::string("zstd: ") + ZSTD_getErrorName(left));
      }
      if (output.pos > 0) {
        XB_TRY(sink(std::string_view(room_).substr(0, output.pos)));
      }
      if (end == ZSTD_e_end ? left == 0 : input.pos == input.size) return Ok();
    }
  }

 private:
  std::unique_ptr<ZSTD_CCtx, ContextDeleter> context_;
  std::string room_;
};

CompressedWriter::CompressedWriter() : state_(std::make_unique<State>()) {}

CompressedWriter::~CompressedWriter() = default;

Status CompressedWriter::Write(std::string_view bytes, Sink sink) {
  return state_->Write(bytes, ZSTD_e_continue, sink);
}

Status CompressedWriter::Finish(Sink sink) {
  return state_->Write({}, ZSTD_e_end, sink);
}

class CompressedReader::State {
 public:
  State() : context_(ZSTD_createDCtx()), room_(ZSTD_DStreamOutSize(), '\0') {
    XB_CHECK(context_ != nullptr);
  }

  Status Read(size_t size, std::string* to, Source source) {
    while (size > 0) {
      if (ready_.empty()) XB_TRY(Refill(source));
      if (ready_.empty()) return Ok();
      const std::string_view part = ready_.substr(0, size);
      to->append(part);
      ready_.remove_prefix(part.size());
      size -= part.size();
    }
    return Ok();
  }

 private:
  // Nothing is ready afterwards only at the end.
  Status Refill(Source source) {
    for (;;) {
      // A full room may have left more inside the decoder.
      if (used_ == input_.size() && !was_full_) {
        input_.clear();
        used_ = 0;
        XB_TRY(source(&input_));
        if (input_.empty()) {
          if (inside_frame_) return MakeError("The archive is cut short");
          return Ok();
        }
      }
      ZSTD_inBuffer input{input_.data(), input_.size(), used_};
      ZSTD_outBuffer output{room_.data(), room_.size(), 0};
      const size_t left =
          ZSTD_decompressStream(context_.get(), &output, &input);
      if (ZSTD_isError(left)) {
        return MakeError(std::string("zstd: ") + ZSTD_getErrorName(left));
      }
      used_ = input.pos;
      inside_frame_ = left != 0;
      was_full_ = inside_frame_ && output.pos == output.size;
      if (output.pos > 0) {
        ready_ = std::string_view(room_).substr(0, output.pos);
        return Ok();
      }
    }
  }

  std::unique_ptr<ZSTD_DCtx, ContextDeleter> context_;
  std::string room_;
  std::string input_;
  size_t used_ = 0;  // of `input_`
  bool inside_frame_ = false;
  bool was_full_ = false;   // `room_`, by the last step
  std::string_view ready_;  // in `room_`
};

CompressedReader::CompressedReader() : state_(std::make_unique<State>()) {}

CompressedReader::~CompressedReader() = default;

Status CompressedReader::Read(size_t size, std::string* to, Source source) {
  return state_->Read(size, to, source);
}

}  // namespace xb
