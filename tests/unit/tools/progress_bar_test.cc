// SPDX-License-Identifier: Apache-2.0
#include "tools/progress_bar.h"

#include <gtest/gtest.h>

#include "support/fake_clock.h"
#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

constexpr int64_t kMillisecondNs = 1'000'000;

class ProgressBarTest : public ::testing::Test {
 protected:
  ToolContext MakeContext(bool can_redraw, int (*columns)() = nullptr) {
    return {.settings = settings_,
            .program = "xb",
            .disk = disk_,
            .out = out_,
            .err = err_,
            .can_redraw = can_redraw,
            .columns = columns};
  }
  std::string TakeText() { return std::exchange(out_.text, {}); }

  Settings settings_;
  FakeDisk disk_;
  StringStream out_;
  StringStream err_;
  FakeClock clock_;
};

TEST_F(ProgressBarTest, IsSilentWhereNothingCanBeRedrawn) {
  const ToolContext context = MakeContext(false);
  {
    ProgressBar bar(context, clock_, "verifying");
    for (uint64_t i = 0; i <= 10; ++i) {
      clock_.Advance(1000 * kMillisecondNs);
      EXPECT_TRUE(bar(i, 10));
    }
  }
  EXPECT_EQ(out_.text + err_.text, "");
}

TEST_F(ProgressBarTest, DrawsAtMostTenTimesASecond) {
  const ToolContext context = MakeContext(true);
  ProgressBar bar(context, clock_, "verifying");
  int drawn = 0;
  for (uint64_t i = 0; i < 1000; ++i) {
    clock_.Advance(kMillisecondNs);
    bar(i, 1000);
    drawn += TakeText().empty() ? 0 : 1;
  }
  EXPECT_EQ(drawn, 10);
}

TEST_F(ProgressBarTest, ShowsHowFarAndIsGoneAtTheEnd) {
  const ToolContext context = MakeContext(true);
  ProgressBar bar(context, clock_, "verifying");
  clock_.Advance(100 * kMillisecondNs);
  bar(1, 2);
  EXPECT_EQ(TakeText(),
            "\rverifying [===============               ] 50 %\x1b[K");
  bar.Erase();
  EXPECT_EQ(TakeText(), "\r\x1b[K");
  // Once is enough.
  bar.Erase();
  EXPECT_EQ(TakeText(), "");
}

TEST_F(ProgressBarTest, WhatIsQuickIsNotSeen) {
  const ToolContext context = MakeContext(true);
  {
    ProgressBar bar(context, clock_, "verifying");
    clock_.Advance(99 * kMillisecondNs);
    bar(1, 2);
    bar(2, 2);
  }
  EXPECT_EQ(out_.text, "");
}

TEST_F(ProgressBarTest, KeepsToTheWidth) {
  const ToolContext context = MakeContext(true, [] { return 20; });
  ProgressBar bar(context, clock_, "verifying");
  clock_.Advance(100 * kMillisecondNs);
  bar(5, 4);
  const std::string text = TakeText();
  EXPECT_EQ(text.size(), std::string("\r\x1b[K").size() + 20) << text;
  EXPECT_NE(text.find("100 %"), std::string::npos) << text;
}

TEST_F(ProgressBarTest, OfNothingThereIsNoShare) {
  const ToolContext context = MakeContext(true);
  ProgressBar bar(context, clock_, "verifying");
  clock_.Advance(100 * kMillisecondNs);
  EXPECT_TRUE(bar(0, 0));
  EXPECT_EQ(TakeText(), "");
}

}  // namespace
}  // namespace xb
