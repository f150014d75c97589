// SPDX-License-Identifier: Apache-2.0
#include "os/terminal.h"

#include <gtest/gtest.h>

namespace xb {
namespace {

TerminalFacts Smart() {
  TerminalFacts facts;
  facts.is_terminal = true;
  facts.columns = 100;
  facts.term = "xterm";
  return facts;
}

TEST(TerminalTest, SmartTerminalHasColorAndWidth) {
  const TerminalTraits traits = DecideTerminal(Smart());
  EXPECT_TRUE(traits.is_terminal);
  EXPECT_TRUE(traits.is_smart);
  EXPECT_TRUE(traits.color);
  EXPECT_EQ(traits.columns, 100);
}

TEST(TerminalTest, DumbTerminalIsNotRedrawn) {
  TerminalFacts facts = Smart();
  facts.term = "dumb";
  EXPECT_TRUE(DecideTerminal(facts).is_terminal);
  EXPECT_FALSE(DecideTerminal(facts).is_smart);
  EXPECT_FALSE(DecideTerminal(facts).color);
}

TEST(TerminalTest, TerminalOfUnknownKindIsNotRedrawn) {
  TerminalFacts facts = Smart();
  facts.term.reset();
  EXPECT_FALSE(DecideTerminal(facts).is_smart);
}

TEST(TerminalTest, PipeHasNothing) {
  TerminalFacts facts = Smart();
  facts.is_terminal = false;
  const TerminalTraits traits = DecideTerminal(facts);
  EXPECT_FALSE(traits.is_smart);
  EXPECT_FALSE(traits.color);
  EXPECT_EQ(traits.columns, 0);
}

TEST(TerminalTest, ColorCanBeForcedOnAPipe) {
  TerminalFacts facts;
  facts.clicolor_force = "1";
  EXPECT_TRUE(DecideTerminal(facts).color);
  EXPECT_FALSE(DecideTerminal(facts).is_smart);
  facts.clicolor_force = "0";
  EXPECT_FALSE(DecideTerminal(facts).color);
  facts.force_color = "3";
  EXPECT_TRUE(DecideTerminal(facts).color);
  facts.force_color = "";
  EXPECT_FALSE(DecideTerminal(facts).color);
}

TEST(TerminalTest, NoColorWinsOverAll) {
  TerminalFacts facts = Smart();
  facts.no_color = "1";
  facts.force_color = "1";
  facts.clicolor_force = "1";
  EXPECT_FALSE(DecideTerminal(facts).color);
}

TEST(TerminalTest, EmptyNoColorMeansNothing) {
  TerminalFacts facts = Smart();
  facts.no_color = "";
  EXPECT_TRUE(DecideTerminal(facts).color);
}

TEST(TerminalTest, ClicolorZeroTurnsColorsOffUnlessForced) {
  TerminalFacts facts = Smart();
  facts.clicolor = "0";
  EXPECT_FALSE(DecideTerminal(facts).color);
  facts.clicolor_force = "1";
  EXPECT_TRUE(DecideTerminal(facts).color);
}

}  // namespace
}  // namespace xb
