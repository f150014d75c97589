// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/init.h"

#include <gtest/gtest.h>

#include "manifest/project/read_project.h"
#include "support/fake_project_world.h"

namespace xb::project {
namespace {

TEST(InitTest, FindsMainWhereItIsDefined) {
  EXPECT_TRUE(DefinesMain("int\nmain (void) { return 0; }"));
  EXPECT_TRUE(DefinesMain("#define A { \\\n {\nint main(int c, char** v)\n{}"));
  EXPECT_FALSE(DefinesMain("int main(void);"));
  EXPECT_FALSE(DefinesMain("// int main(void) {}\n/* main() { */"));
  EXPECT_FALSE(DefinesMain("const char* s = \"int main() {\";"));
  EXPECT_FALSE(DefinesMain("void f() { if (main(1)) { } }"));
}

TEST(InitTest, WritesWhatCanBeRead) {
  FakeProjectWorld world;
  world.Add("src/main.c", "#include <math.h>\n#include \"a.h\"\nint main() {}");
  world.Add("src/a.c", "");
  world.Add("inc/a.h", "");
  world.Add("tests/a_test.c", "int main() {}");
  const auto text = DescribeDirectory(world, "my \"app\"");
  ASSERT_TRUE(text.ok());
  const auto document = ParseToml("xb.toml", text.value());
  ASSERT_TRUE(document.ok()) << text.value();
  const auto project = ReadProject(document.value(), "x");
  ASSERT_TRUE(project.ok()) << project.error().message;
  EXPECT_EQ(project.value().targets.size(), 3U);
  EXPECT_EQ(project.value().flags.includes[0].value, "inc");
}

TEST(InitTest, WithoutSourcesThereIsNothingToDescribe) {
  FakeProjectWorld world;
  EXPECT_FALSE(DescribeDirectory(world, "x").ok());
}

}  // namespace
}  // namespace xb::project
