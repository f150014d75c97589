// SPDX-License-Identifier: Apache-2.0
#include "tools/progress_bar.h"

#include <algorithm>

namespace xb {
namespace {

constexpr int64_t kIntervalNs = 100'000'000;
constexpr uint64_t kCells = 30;

}  // namespace

ProgressBar::ProgressBar(const ToolContext& context, Clock& clock,
                         std::string_view label)
    : is_shown_(context.can_redraw),
      clock_(clock),
      label_(label),
      line_(&context.out, context.can_redraw,
            [columns = context.columns] {
              return columns == nullptr ? 0 : columns();
            }),
      next_ns_(clock.NowNs() + kIntervalNs) {}

bool ProgressBar::operator()(uint64_t done, uint64_t total) {
  if (!is_shown_ || total == 0) return true;
  const int64_t now_ns = clock_.NowNs();
  if (now_ns < next_ns_) return true;
  next_ns_ = now_ns + kIntervalNs;
  // A file that grows while it is read may be longer than it was.
  const double share =
      static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto cells = static_cast<size_t>(share * kCells);
  std::string text = label_;
  text.append(" [").append(cells, '=').append(kCells - cells, ' ').append("] ");
  text.append(std::to_string(static_cast<int>(share * 100))).append(" %");
  line_.PrintStatus(text);
  line_.Flush();
  is_drawn_ = true;
  return true;
}

void ProgressBar::Erase() {
  if (!is_drawn_) return;
  line_.Erase();
  line_.Flush();
  is_drawn_ = false;
}

}  // namespace xb
