// SPDX-License-Identifier: Apache-2.0
// ContentTest: builds in which the content of the files decides what is out of
// date.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/build_fixture.h"

namespace xb {

using Names = std::vector<std::string>;

class ContentTest : public ::testing::Test {
 protected:
  BuildFixture& Given(std::string_view manifest, const Names& sources) {
    f_.SetManifest(manifest);
    f_.by_content = true;
    for (const std::string& source : sources) f_.Write(source, source);
    return f_;
  }
  Names Build(const std::string& target = "out") {
    const BuildReport report = f_.Build({target});
    EXPECT_EQ(report.error, "");
    EXPECT_EQ(report.result.exit_status, 0) << report.output;
    return report.ran;
  }
  std::string ReasonOf(const std::string& output) const {
    return f_.current->reasons.FirstOf(f_.current->EdgeOf(output));
  }
  // As another program leaves it that has run the edge.
  void LogAsOther(const std::string& output) {
    f_.log.at(output).mtime_ns = f_.disk.Tick();
    ++f_.log.at(output).end_ms;
  }

  const Names none_ = {};
  BuildFixture f_{""};
};

}  // namespace xb
