// SPDX-License-Identifier: Apache-2.0
#include "status/status_format.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

constexpr int64_t kMs = 1000000;

std::string Format(const Result<StatusFormat>& format, Progress* progress,
                   int64_t now_ms) {
  std::string line;
  format.value().Format(progress, now_ms * kMs, "CC a.o", &line);
  return line;
}

std::string Percent(std::string_view text, Progress* progress,
                    int64_t now_ms = 0) {
  return Format(StatusFormat::ParsePercent(text, "$STATUS"), progress, now_ms);
}

std::string Template(std::string_view text, Progress* progress,
                     int64_t now_ms = 0) {
  return Format(StatusFormat::ParseTemplate(text, "--status"), progress,
                now_ms);
}

std::string PercentError(std::string_view text) {
  return StatusFormat::ParsePercent(text, "$STATUS").error().message;
}

// Four edges, one finished at 2 s after 2 s, one running.
Progress SomeProgress(const PlanChanged& plan) {
  Progress progress(2);
  progress.Begin(0);
  progress.SetPlan(plan);
  progress.Start({.edge = EdgeId{0}, .predicted_ms = 3000});
  progress.Start({.edge = EdgeId{1}, .predicted_ms = -1});
  progress.Finish(
      {.edge = EdgeId{0}, .now_ns = 2000 * kMs, .duration_ms = 2000});
  progress.Retire(EdgeId{0});
  return progress;
}

TEST(StatusFormatTest, DescriptionFollowsAPercentFormat) {
  Progress progress = SomeProgress({.total_edges = 4});
  EXPECT_EQ(Percent("[%f/%t] ", &progress), "[1/4] CC a.o");
  EXPECT_EQ(Percent("", &progress), "CC a.o");
}

TEST(StatusFormatTest, CountsEdges) {
  Progress progress = SomeProgress({.total_edges = 4});
  EXPECT_EQ(Percent("%s %t %r %u %f %p %% ", &progress),
            "2 4 1 2 1  25% % CC a.o");
}

TEST(StatusFormatTest, TellsTimeAndRate) {
  Progress progress = SomeProgress({.total_edges = 4});
  EXPECT_EQ(Percent("%e %w %o ", &progress, 2500), "2.500 00:02 0.4 CC a.o");
  EXPECT_EQ(Percent("%w ", &progress, 3600000 + 61000), "1:01:01 CC a.o");
  EXPECT_EQ(Percent("%o ", &progress, 0), "? CC a.o");
}

TEST(StatusFormatTest, CurrentRateIsOverTheLastEdges) {
  Progress progress(2);
  progress.Begin(0);
  progress.SetPlan({.total_edges = 9});
  EXPECT_EQ(Percent("%c ", &progress, 0), "? CC a.o");
  progress.Finish({.edge = EdgeId{0}});
  EXPECT_EQ(Percent("%c ", &progress, 1000), "2.0 CC a.o");
  progress.Finish({.edge = EdgeId{1}});
  EXPECT_EQ(Percent("%c ", &progress, 5000), "0.5 CC a.o");
}

TEST(StatusFormatTest, PredictsFromEarlierBuilds) {
  // 3 s + 4 s were predicted for two edges; the first took 2 s.  The other two
  // count as the mean of the known, (2 s + 4 s) / 2, so 2 s of 12 s are over.
  Progress progress = SomeProgress(
      {.total_edges = 4, .predicted_edges = 2, .predicted_ms = 7000});
  EXPECT_EQ(Percent("%P %E %W ", &progress, 2000), " 16% 10.000 00:10 CC a.o");
}

TEST(StatusFormatTest, PredictsNothingBeforeAnythingIsKnown) {
  Progress progress(2);
  progress.SetPlan({.total_edges = 4});
  EXPECT_EQ(Percent("%P %E %W ", &progress, 2000), "  0% ? ? CC a.o");
}

TEST(StatusFormatTest, RefusesUnknownPlaceholders) {
  EXPECT_EQ(PercentError("[%z"), "unknown placeholder '%z' in $STATUS");
  EXPECT_EQ(PercentError("100%"),
            std::string("unknown placeholder '%\0' in $STATUS", 35));
}

TEST(StatusFormatTest, ATemplatePlacesTheDescription) {
  Progress progress = SomeProgress({.total_edges = 4});
  EXPECT_EQ(Template("$description ($finished of ${total})", &progress),
            "CC a.o (1 of 4)");
}

TEST(StatusFormatTest, ATemplateKnowsEveryField) {
  Progress progress = SomeProgress(
      {.total_edges = 4, .predicted_edges = 2, .predicted_ms = 7000});
  EXPECT_EQ(
      Template("$started|$total|$progress|$running|$remaining|$finished|"
               "$rate|$current_rate|$elapsed_seconds|$eta_seconds|$elapsed|"
               "$eta|$predicted_progress",
               &progress, 2000),
      "2|4| 25%|1|2|1|0.5|?|2.000|10.000|00:02|00:10| 16%");
}

TEST(StatusFormatTest, ATemplateEscapesWithDollar) {
  Progress progress(1);
  EXPECT_EQ(Template("$$x$ y$:z", &progress), "$x y:z");
}

TEST(StatusFormatTest, ATemplateRefusesUnknownVariables) {
  const auto wrong = StatusFormat::ParseTemplate("$finnished", "--status");
  EXPECT_EQ(wrong.error().message, "unknown variable `finnished` in --status");
  EXPECT_EQ(wrong.error().hint, "did you mean `finished`?");
}

TEST(StatusFormatTest, ATemplateRefusesBrokenVariables) {
  EXPECT_EQ(StatusFormat::ParseTemplate("${total", "--status").error().message,
            "`${` without `}` in --status");
  EXPECT_EQ(StatusFormat::ParseTemplate("cost: 5$", "--status").error().message,
            "bad $-escape in --status");
}

}  // namespace
}  // namespace xb
