// SPDX-License-Identifier: Apache-2.0
#include "remake/console.h"

#include <utility>

namespace xb {

void Console::TellDirectory(std::string entering, std::string leaving) {
  entering_ = std::move(entering);
  leaving_ = std::move(leaving);
}

void Console::KeepTogether() { keeps_together_ = true; }

void Console::Begin() {
  if (keeps_together_ || has_begun_) return;
  has_begun_ = true;
  out_.Write(entering_);
}

void Console::End() {
  if (!has_begun_) return;
  has_begun_ = false;
  out_.Write(leaving_);
}

void Console::OutNow(std::string_view text) {
  Begin();
  out_.Write(text);
}

void Console::ErrNow(std::string_view text) {
  Begin();
  err_.Write(text);
}

void Console::Say(bool is_error, std::string_view text) {
  if (text.empty()) return;
  if (keeps_together_) {
    held_.push_back({.is_error = is_error, .text = std::string(text)});
  } else if (sink_ != nullptr) {
    if (text.back() == '\n') text.remove_suffix(1);
    sink_->On(Message{
        .kind = is_error ? Message::Kind::kErrorText : Message::Kind::kText,
        .text = text});
  } else if (is_error) {
    ErrNow(text);
  } else {
    OutNow(text);
  }
}

void Console::Flush() {
  if (held_.empty()) return;
  const OutputLock lock;
  Begin();
  std::string out = keeps_together_ ? entering_ : std::string();
  for (const Piece& piece : std::exchange(held_, {})) {
    if (!piece.is_error) {
      out += piece.text;
      continue;
    }
    out_.Write(std::exchange(out, {}));
    err_.Write(piece.text);
  }
  if (keeps_together_) out += leaving_;
  out_.Write(out);
}

void Console::Write(const CapturedText& text) {
  if (!text.out.empty()) {
    held_.push_back({.is_error = false, .text = text.out});
  }
  if (!text.err.empty()) held_.push_back({.is_error = true, .text = text.err});
  Flush();
}

}  // namespace xb
