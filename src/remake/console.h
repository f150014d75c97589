// SPDX-License-Identifier: Apache-2.0
// Console is where all goes that a session and its recipes say, in order: to
// the streams at once or, while the output of recipes is kept together
// (--output-sync), in pieces that other makes on the same terminal do not tear.
// With an EventSink texts go past its status line.  Loop thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/output_capture.h"
#include "status/event.h"
#include "status/output_stream.h"

namespace xb {

class Console {
 public:
  Console(OutputStream& out, OutputStream& err) : out_(out), err_(err) {}

  void Out(std::string_view text) { Say(false, text); }
  void Err(std::string_view text) { Say(true, text); }

  // In front of the first thing that is said, if any is, and at the End().
  void TellDirectory(std::string entering, std::string leaving);
  // From here on pieces are held until Flush(), and each stands between the
  // lines of TellDirectory().
  void KeepTogether();
  // While a sink shows what happens; null: nobody does.
  void set_sink(EventSink* sink) { sink_ = sink; }

  bool has_begun() const { return has_begun_ || !held_.empty(); }
  // At once, whatever is held.
  void OutNow(std::string_view text);
  void ErrNow(std::string_view text);
  // A program is going to write where we do.
  void Begin();
  void End();
  // What was held so far.
  void Flush();
  // What a recipe has printed.
  void Write(const CapturedText& text);

 private:
  struct Piece {
    bool is_error = false;
    std::string text;
  };

  void Say(bool is_error, std::string_view text);

  OutputStream& out_;
  OutputStream& err_;
  EventSink* sink_ = nullptr;
  bool keeps_together_ = false;
  bool has_begun_ = false;
  std::string entering_;
  std::string leaving_;
  std::vector<Piece> held_;
};

}  // namespace xb
