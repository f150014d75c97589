// SPDX-License-Identifier: Apache-2.0
#include "os/output_capture.h"

#include <gtest/gtest.h>

#include "os/child_processes.h"

namespace xb {
namespace {

TEST(OutputCaptureTest, TogetherItKeepsTheOrderOfBothStreams) {
  auto children = ChildProcesses::Create();
  ASSERT_TRUE(children.ok());
  auto capture = OutputCapture::Create(OutputCapture::Streams::kTogether);
  ASSERT_TRUE(capture.ok());
  ASSERT_TRUE(capture.value()->AppendOut("first\n").ok());
  const auto pid = children.value()->Start(
      {.words = {"/bin/sh", "-c", "echo one; echo two >&2; echo three"},
       .environment = {"PATH=/usr/bin:/bin"},
       .capture = capture.value().get()});
  ASSERT_TRUE(pid.ok());
  ChildEnd end;
  ASSERT_EQ(children.value()->Wait(true, nullptr, &end),
            ChildProcesses::Wake::kChild);
  ASSERT_TRUE(capture.value()->AppendErr("last\n").ok());
  const auto text = capture.value()->Take();
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text.value().out, "first\none\ntwo\nthree\nlast\n");
  EXPECT_EQ(text.value().err, "");
}

TEST(OutputCaptureTest, WhatWasTakenIsGone) {
  auto capture = OutputCapture::Create(OutputCapture::Streams::kTogether);
  ASSERT_TRUE(capture.ok());
  ASSERT_TRUE(capture.value()->AppendOut("a").ok());
  ASSERT_TRUE(capture.value()->Take().ok());
  ASSERT_TRUE(capture.value()->AppendOut("b").ok());
  const auto text = capture.value()->Take();
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text.value().out, "b");
}

}  // namespace
}  // namespace xb
