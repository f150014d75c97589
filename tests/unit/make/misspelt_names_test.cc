// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/misspelt_names.h"

#include <gtest/gtest.h>

#include <string>

namespace xb::make {
namespace {

class MisspeltNamesTest : public testing::Test {
 protected:
  void Set(std::string_view name) {
    variables_.Define({.name = name, .value = "x"});
  }
  // What is suggested for a reference to `name`; empty: nothing.
  std::string MeantBy(std::string_view name) {
    names_.SawUse(name, {.file = "Makefile", .line = 1});
    const auto found = names_.Take(variables_);
    return found.empty() ? "" : found[0].meant;
  }

  Variables variables_;
  MisspeltNames names_;
};

TEST_F(MisspeltNamesTest, LetterThatIsMissing) {
  Set("SOURCES");
  EXPECT_EQ(MeantBy("SORCES"), "SOURCES");
}

TEST_F(MisspeltNamesTest, LettersThatChangedPlaces) {
  Set("OBJS");
  EXPECT_EQ(MeantBy("OJBS"), "OBJS");
}

TEST_F(MisspeltNamesTest, ConventionalNamesNeedNotBeSet) {
  Set("MYCFLAGS");
  EXPECT_EQ(MeantBy("CFLGS"), "CFLAGS");
  EXPECT_EQ(MeantBy("CPPFLAGS"), "");
}

TEST_F(MisspeltNamesTest, NameThatIsSetLaterIsFine) {
  names_.SawUse("SOURCE", {.file = "Makefile", .line = 1});
  Set("SOURCES");
  Set("SOURCE");
  EXPECT_TRUE(names_.Take(variables_).empty());
}

TEST_F(MisspeltNamesTest, NameThatTheMakefileAsksForIsFine) {
  Set("OPTIONS");
  names_.Knows("OPTION");
  EXPECT_EQ(MeantBy("OPTION"), "");
}

TEST_F(MisspeltNamesTest, OtherNumberIsAnotherName) {
  Set("LIBS1");
  EXPECT_EQ(MeantBy("LIBS2"), "");
  EXPECT_EQ(MeantBy("LIB2"), "");
}

TEST_F(MisspeltNamesTest, ShortPartsOfNamesAreOtherWords) {
  Set("MODULE_SSL_DEPS");
  EXPECT_EQ(MeantBy("MODULE_CSV_DEPS"), "");
  EXPECT_EQ(MeantBy("MODULES_SSL_DEPS"), "MODULE_SSL_DEPS");
  EXPECT_EQ(MeantBy("MODULE_SSLDEPS"), "MODULE_SSL_DEPS");
}

TEST_F(MisspeltNamesTest, EachIsToldOnce) {
  Set("SOURCES");
  EXPECT_EQ(MeantBy("SORCES"), "SOURCES");
  EXPECT_EQ(MeantBy("SORCES"), "");
}

TEST_F(MisspeltNamesTest, NothingIsKnownOfBuiltinRules) {
  Set("SOURCES");
  names_.SawUse("SORCES", {});
  EXPECT_TRUE(names_.Take(variables_).empty());
}

}  // namespace
}  // namespace xb::make
