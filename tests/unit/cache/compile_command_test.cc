// SPDX-License-Identifier: Apache-2.0
#include "cache/compile_command.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace xb {
namespace {

using Texts = std::vector<std::string>;

class CompileCommandTest : public ::testing::Test {
 protected:
  CommandFacts Analyze(const std::string& command) {
    const auto read = [this](const std::string& path) {
      const auto found = files_.find(path);
      return found == files_.end() ? std::optional<std::string>()
                                   : std::optional<std::string>(found->second);
    };
    const auto is_file = [this](const std::string& path) {
      return files_.count(path) != 0;
    };
    const CommandQuestion question{.command = command,
                                   .outputs = outputs_,
                                   .depfile = depfile_,
                                   .rspfile = rspfile_,
                                   .rspfile_content = rspfile_content_,
                                   .tells_includes = tells_includes_};
    return AnalyzeCommand(question, "/home/build", read, is_file);
  }
  // With what every compilation has.
  CommandFacts Compile(const std::string& options,
                       const std::string& compiler = "g++") {
    return Analyze(compiler + " -MD -MF o/a.d -o o/a.cc.o -c a.cc " + options);
  }

  std::map<std::string, std::string> files_{{"a.cc", ""}};
  Texts outputs_{"o/a.cc.o"};
  std::string depfile_ = "o/a.d";
  std::string rspfile_;
  std::string rspfile_content_;
  bool tells_includes_ = false;
};

TEST_F(CompileCommandTest, CompilersAreKnownByTheirNames) {
  for (const char* name :
       {"gcc", "g++", "cc", "c++", "clang", "clang++", "gcc-12", "g++-12.2.0",
        "/usr/bin/clang++-14", "x86_64-linux-gnu-g++-12", "arm-none-eabi-gcc",
        "cc1", "/usr/lib/gcc/x/12/cc1plus"}) {
    EXPECT_TRUE(IsCompilerName(name)) << name;
  }
  for (const char* name : {"gcc-ar", "clang-tidy", "clang-format-14", "mcc1",
                           "ccache", "protoc", "ld", "gcov-12", "acc"}) {
    EXPECT_FALSE(IsCompilerName(name)) << name;
  }
}

TEST_F(CompileCommandTest, OrdinaryCompilationIsCached) {
  const CommandFacts facts = Compile("-O2 -Wall -Iinc -D X=1 -std=c++20");
  EXPECT_EQ(facts.not_cached_because, "");
  EXPECT_TRUE(facts.is_compilation);
  EXPECT_EQ(facts.tools, Texts{"g++"});
  EXPECT_EQ(facts.outputs, Texts{});
  EXPECT_EQ(facts.inputs, Texts{});
  EXPECT_FALSE(facts.names_directory);
}

TEST_F(CompileCommandTest, LaunchersAreLookedThrough) {
  for (const char* launcher :
       {"ccache ", "/usr/bin/ccache distcc ", "env A=1 B=2 ",
        "cmake -E env --unset=C A=1 -- ", "/x/cmake -E env A=1 ", "A=1 "}) {
    const CommandFacts facts = Compile("", std::string(launcher) + "g++-12");
    EXPECT_EQ(facts.not_cached_because, "") << launcher;
    EXPECT_EQ(facts.tools, Texts{"g++-12"}) << launcher;
    EXPECT_TRUE(facts.is_compilation) << launcher;
  }
  EXPECT_TRUE(Compile("", "ccache g++").has_launcher);
}

TEST_F(CompileCommandTest, WhereTheCompilerLiesIsNoPartOfTheWords) {
  EXPECT_EQ(Compile("", "/usr/bin/g++").words, Compile("", "g++").words);
  // But how it is called is.
  EXPECT_NE(Compile("", "c++").words, Compile("", "g++").words);
}

TEST_F(CompileCommandTest, BlanksAndQuotesAreNoPartOfTheWords) {
  EXPECT_EQ(Compile("-DA='x' -DB").words, Compile("  \"-DA=x\"   -DB ").words);
  EXPECT_NE(Compile("-DA -DB").words, Compile("'-DA -DB'").words);
}

TEST_F(CompileCommandTest, HowCommandsAreJoinedIsAPartOfTheWords) {
  EXPECT_NE(Analyze("a && b").words, Analyze("a | b").words);
  EXPECT_NE(Analyze("a").words, Analyze("a 2>&1").words);
}

TEST_F(CompileCommandTest, ImpliedOutputsAreHandled) {
  EXPECT_EQ(Compile("--coverage").outputs, Texts{"o/a.cc.gcno"});
  EXPECT_EQ(Compile("-ftest-coverage").outputs, Texts{"o/a.cc.gcno"});
  EXPECT_EQ(Compile("-g -gsplit-dwarf").outputs, Texts{"o/a.cc.dwo"});
  EXPECT_EQ(Compile("-g -gsplit-dwarf=split", "clang").outputs,
            Texts{"o/a.cc.dwo"});
  EXPECT_EQ(Compile("-g -gsplit-dwarf=single", "clang").outputs, Texts{});
  EXPECT_EQ(Compile("-fstack-usage").outputs, Texts{"o/a.cc.su"});
  EXPECT_EQ(Compile("-ftime-trace", "clang++").outputs, Texts{"o/a.cc.json"});
  EXPECT_EQ(Compile("-MJ o/x.json", "clang++").outputs, Texts{"o/x.json"});
  EXPECT_EQ(Compile("--serialize-diagnostics o/a.dia", "clang").outputs,
            Texts{"o/a.dia"});
  // One that the step declares is no news.
  outputs_.push_back("o/a.cc.gcno");
  EXPECT_EQ(Compile("--coverage").outputs, Texts{});
}

TEST_F(CompileCommandTest, ImpliedInputsAreHandled) {
  files_["p.profdata"] = files_["x/plugin.so"] = files_["pre.h.gch"] = "";
  EXPECT_EQ(Compile("-fprofile-use=p.profdata").inputs, Texts{"p.profdata"});
  EXPECT_EQ(Compile("-fplugin=x/plugin.so").inputs, Texts{"x/plugin.so"});
  for (const char* option : {"-include pre.h", "-includepre.h",
                             "--include pre.h", "--include=pre.h"}) {
    EXPECT_EQ(Compile(option).inputs, Texts{"pre.h.gch"}) << option;
  }
  EXPECT_EQ(Compile("-Xclang -include-pch -Xclang c.pch", "clang++").inputs,
            Texts{"c.pch"});
}

TEST_F(CompileCommandTest, AFileBehindAnyEqualsSignIsAnInput) {
  files_["list"] = files_["x/list"] = "";
  for (const char* option :
       {"-fbasic-block-sections=list=list", "-fprofile-sample-use=list",
        "-fsanitize-ignorelist=list", "-fxray-attr-list=list",
        "-frandomize-layout-seed-file=list", "-specs=list", "--specs=list",
        "-Xclang -fpass-plugin=list"}) {
    EXPECT_EQ(Compile(option, "clang++").inputs, Texts{"list"}) << option;
  }
  for (const char* option : {"-mllvm -a=x/list", "-Xclang -a=b=x/list"}) {
    EXPECT_EQ(Compile(option, "clang++").inputs, Texts{"x/list"}) << option;
  }
  for (const char* option : {"-fx=y=list", "-mllvm -a=list", "-fx=list"}) {
    EXPECT_EQ(Compile(option, "clang++").inputs, Texts{"list"}) << option;
  }
  EXPECT_EQ(Compile("-mtune=list -fvisibility=list").inputs, Texts{});
  for (const char* option :
       {"-fbasic-block-sections=list=none", "-fprofile-sample-use=none",
        "-fplugin=none", "-Xclang -fprofile-list=none"}) {
    EXPECT_NE(Compile(option, "clang++").not_cached_because, "") << option;
  }
}

TEST_F(CompileCommandTest, WhatWasPreprocessedMayNameTheDirectory) {
  EXPECT_FALSE(Compile("-E").names_directory);
  EXPECT_TRUE(Compile("-E -fworking-directory").names_directory);
  const CommandFacts facts = Compile("-E -g -ffile-prefix-map=/home=.");
  EXPECT_TRUE(facts.names_directory);
  EXPECT_FALSE(facts.directory_is_replaced);
}

TEST_F(CompileCommandTest, WhatChangesItsOldOutputIsNotCached) {
  outputs_ = {"l.a"};
  for (const char* command :
       {"ar rcs l.a a.o", "gcc-ar-12 qc l.a a.o", "llvm-ranlib l.a",
        "x86_64-linux-gnu-strip l.a", "sed -i s/a/b/ l.a", "touch l.a",
        "perl -pi -e 1 l.a", "cmake -E touch l.a", "patch l.a x.diff",
        "tee -a l.a"}) {
    EXPECT_NE(Analyze(command).not_cached_because, "") << command;
  }
  for (const char* command :
       {"rm -f l.a && ar qc l.a a.o && ranlib l.a",
        "cmake -E rm -f l.a && ar qc l.a a.o", "cp a.o l.a && strip l.a",
        "sort < a.o > l.a && touch l.a", "sed s/i/j/ a.o > l.a",
        "strip -o l.a.new a.o"}) {
    EXPECT_EQ(Analyze(command).not_cached_because, "") << command;
  }
}

TEST_F(CompileCommandTest, DirectoriesOfHeadersAreKnown) {
  const CommandFacts facts = Compile(
      "-Ia -I b -isystem c -isystem-after d -iquote e --sysroot=/s -I=f "
      "-include g.h");
  EXPECT_EQ(facts.not_cached_because, "");
  EXPECT_EQ(facts.directories, (Texts{"a", "b", "c", "d", "e", "/s/f"}));
  EXPECT_EQ(facts.system_directories, (Texts{"c", "d"}));
  EXPECT_EQ(facts.forced, Texts{"g.h"});
  EXPECT_EQ(Compile("-includeg.h -imacros h.h -imacrosi.h").forced,
            (Texts{"g.h", "h.h", "i.h"}));
}

TEST_F(CompileCommandTest, WhatMayTakeAPathIntoTheOutputIsToldApart) {
  const CommandFacts facts =
      Compile("-I/p/inc -DROOT=/p -frandom-seed=/p/a -MQ /p/x -O2", "A=/p g++");
  EXPECT_EQ(facts.paths, (Texts{"a.cc", "/p/inc"}));
  EXPECT_EQ(facts.texts, (Texts{"A=/p", "-DROOT=/p", "-frandom-seed=/p/a"}));
}

TEST_F(CompileCommandTest, WhatCannotBeFollowedIsNotCached) {
  for (const char* option : {"-save-temps",
                             "-save-temps=obj",
                             "-fcompare-debug",
                             "-iwithprefix x",
                             "-Xclang -opt-record-file",
                             "-Xclang -isystem",
                             "-fprofile-use",
                             "-fmodules",
                             "-fmodules-ts",
                             "-fdump-tree-all",
                             "-dA",
                             "-fopt-info-vec=x",
                             "-E x.h",
                             "-x c++-header",
                             "-wrapper gdb",
                             "-Bbin",
                             "-specs=hard",
                             "b.cc",
                             "-fprofile-use=missing.gcda",
                             "-M",
                             "-MG",
                             "-",
                             "-o other.o",
                             "-fdiagnostics-format=sarif-file",
                             "-Wa,-adhln=a.lst",
                             "-Wa,-MD,a.lst",
                             "-Wa,--statistics",
                             "--debug",
                             "--include-directory=x",
                             "--dump=x",
                             "--language=c++-header",
                             "-Xclang -ftime-trace",
                             "-Xclang -remap-file=a.cc;b.cc",
                             "-Xclang -x",
                             "-Wp,-w",
                             "-Xclang -load",
                             "-Xassembler x",
                             "-fsave-optimization-record",
                             "-ftime-report",
                             "-Q",
                             "-v",
                             "-mllvm -time-passes",
                             "-mllvm -stats",
                             "-fcallgraph-info",
                             "-working-directory x",
                             "@missing.rsp",
                             "-MF other.d"}) {
    EXPECT_NE(Compile(option).not_cached_because, "") << option;
  }
}

TEST_F(CompileCommandTest, ReasonNamesTheOption) {
  EXPECT_EQ(Compile("-save-temps=obj").not_cached_because,
            "it keeps intermediate files (`-save-temps=obj`)");
}

TEST_F(CompileCommandTest, LinksAreNotCached) {
  EXPECT_EQ(Analyze("g++ -o o/a.cc.o a.o -lz").not_cached_because,
            "it links: which libraries it finds is not known");
}

TEST_F(CompileCommandTest, HeadersMustBeTold) {
  EXPECT_EQ(Analyze("g++ -o o/a.cc.o -c a.cc").not_cached_because,
            "it does not write the depfile of its step");
  depfile_ = "";
  EXPECT_EQ(Compile("").not_cached_because,
            "which headers it reads is not known (no depfile)");
}

TEST_F(CompileCommandTest, DepfileMayHaveItsNameFromTheOutput) {
  depfile_ = "o/a.cc.d";
  EXPECT_EQ(Analyze("g++ -MD -o o/a.cc.o -c a.cc").not_cached_because, "");
  EXPECT_EQ(
      Analyze("gcc -Wp,-MD,o/a.cc.d -o o/a.cc.o -c a.c").not_cached_because,
      "");
}

TEST_F(CompileCommandTest, MissingSystemHeadersAreSeen) {
  EXPECT_FALSE(Compile("").omits_system_headers);
  EXPECT_TRUE(Compile("-MMD").omits_system_headers);
}

TEST_F(CompileCommandTest, DebugInformationNamesTheDirectory) {
  EXPECT_TRUE(Compile("-g").names_directory);
  EXPECT_TRUE(Compile("-ggdb3").names_directory);
  EXPECT_FALSE(Compile("-g0").names_directory);
  EXPECT_TRUE(
      Compile("-Xclang -debug-info-kind=limited", "clang").names_directory);
  for (const char* option : {"-Wa,-g", "-Wa,-L,--gdwarf-5"}) {
    EXPECT_TRUE(Compile(option).names_directory) << option;
  }
  EXPECT_FALSE(Compile("-Wa,--noexecstack").names_directory);
  EXPECT_EQ(Compile("-g").directory, "/home/build");
  EXPECT_FALSE(Compile("-g").directory_is_replaced);
}

TEST_F(CompileCommandTest, PrefixMapsReplaceTheDirectory) {
  const CommandFacts facts =
      Compile("-g -ffile-prefix-map=/x=y -fdebug-prefix-map=/home=. ");
  EXPECT_TRUE(facts.directory_is_replaced);
  EXPECT_EQ(facts.directory, "./build");
  EXPECT_EQ(Compile("-g -fdebug-compilation-dir=.", "clang").directory, ".");
  // gcc writes it into the notes as it is.
  EXPECT_FALSE(
      Compile("--coverage -ffile-prefix-map=/home=.").directory_is_replaced);
}

TEST_F(CompileCommandTest, AHashOfAPathCannotBeFoundInTheOutput) {
  EXPECT_TRUE(Compile("-funique-internal-linkage-names", "clang").packs_text);
  EXPECT_TRUE(Compile("-fmessage-length=60").packs_text);
  EXPECT_FALSE(Compile("-fmessage-length=0").packs_text);
}

TEST_F(CompileCommandTest, AnAssemblerOfItsOwnIsATool) {
  EXPECT_EQ(Compile("-fno-integrated-as", "clang").tools,
            (Texts{"clang", "as"}));
  EXPECT_EQ(Compile("", "clang").tools, Texts{"clang"});
}

TEST_F(CompileCommandTest, NativeCodeAsksTheProcessor) {
  EXPECT_TRUE(Compile("-march=native").asks_processor);
  EXPECT_TRUE(Compile("-mcpu=native+crc").asks_processor);
  EXPECT_FALSE(Compile("-march=x86-64-v3").asks_processor);
}

TEST_F(CompileCommandTest, ResponseFilesAreReadAsOptions) {
  rspfile_ = "o/a.rsp";
  rspfile_content_ = "-g --coverage\n'-DX=a b'";
  const CommandFacts facts = Compile("@o/a.rsp");
  EXPECT_EQ(facts.outputs, Texts{"o/a.cc.gcno"});
  EXPECT_EQ(facts.inputs, Texts{});
  files_["more.rsp"] = "-save-temps";
  EXPECT_NE(Compile("@more.rsp").not_cached_because, "");
  files_["more.rsp"] = "-O2";
  EXPECT_EQ(Compile("@more.rsp").inputs, Texts{"more.rsp"});
}

TEST_F(CompileCommandTest, OtherProgramsKeepTheDirectoryAndReadTheirWords) {
  outputs_ = {"gen.h"};
  files_["gen.py"] = "";
  const CommandFacts facts = Analyze("python3 gen.py a.cc -o gen.h > gen.h");
  EXPECT_EQ(facts.not_cached_because, "");
  EXPECT_FALSE(facts.is_compilation);
  EXPECT_EQ(facts.inputs, (Texts{"gen.py", "a.cc"}));
  EXPECT_TRUE(facts.names_directory);
  EXPECT_EQ(facts.tools, Texts{"python3"});
}

TEST_F(CompileCommandTest, ProgramsThatRunOthersAreNotCached) {
  for (const char* command :
       {"sh -c 'x'", "nice g++ -c a.cc", "xargs x", "time g++ -c a.cc",
        "gen --cc=1 g++", "cmake -E cmake_autogen x Release",
        "cmake -E __run_co_compile --tidy=x -- g++ -c a.cc", "PATH=/x gen",
        "env PATH=/x gen", "gen > undeclared", "gen >> o/a.cc.o", "env -i gen",
        "cd x && g++ -MD -MF o/a.d -o o/a.cc.o -c a.cc", "gen $x", ":"}) {
    EXPECT_NE(Analyze(command).not_cached_because, "") << command;
  }
}

TEST_F(CompileCommandTest, AScriptMayReadWhatIsThere) {
  outputs_ = {"out"};
  files_["x.py"] = "";
  for (const char* command :
       {"python3.11 x.py out", "perl -w x.py out", "sh x.py out",
        "cmake -P x.py", "lua5.4 x.py", "/usr/bin/ruby x.py"}) {
    const CommandFacts facts = Analyze(command);
    EXPECT_TRUE(facts.runs_script) << command;
    EXPECT_EQ(facts.made_anew, Texts{}) << command;
  }
  for (const char* command :
       {"cp in out", "cmake -E copy in out", "protoc x out", "javac x"}) {
    EXPECT_FALSE(Analyze(command).runs_script) << command;
  }
  EXPECT_EQ(Analyze("python3 x.py > ./out").made_anew, Texts{"out"});
  EXPECT_EQ(Analyze("rm -f out && sh x.py out").made_anew,
            (Texts{"-f", "out"}));
  EXPECT_EQ(Analyze("python3 x.py && cp in out").made_anew, Texts{});
  EXPECT_FALSE(Compile("").runs_script);
}

// As with cl: no depfile, but lines in the output.
class ClCommandTest : public CompileCommandTest {
 protected:
  ClCommandTest() {
    depfile_.clear();
    tells_includes_ = true;
  }
  CommandFacts CompileByCl(const std::string& options) {
    return Analyze("cl.exe /nologo /showIncludes /c /Foo/a.cc.o a.cc " +
                   options);
  }
};

TEST_F(ClCommandTest, OrdinaryCompilationIsCached) {
  const CommandFacts facts =
      CompileByCl("/TP /DA=1 -D B /I inc /EHsc /Od /RTC1 /MDd /Z7 /std:c++17");
  EXPECT_EQ(facts.not_cached_because, "");
  EXPECT_TRUE(facts.is_compilation);
  EXPECT_TRUE(facts.names_directory);
  EXPECT_TRUE(facts.packs_text);
  EXPECT_TRUE(facts.has_more_options);
  EXPECT_EQ(facts.tools, Texts{"cl.exe"});
}

TEST_F(ClCommandTest, WhatIsNotKnownIsNotCached) {
  for (const char* option :
       {"/Zi", "/ZI", "/Fda.pdb", "/Yuall.h", "/FAcs", "/FR", "/clr", "/LD",
        "/doc", "/analyze", "/E", "/P", "/interface", "/brandnew", "b.cc",
        "/link", "@missing.rsp"}) {
    EXPECT_NE(CompileByCl(option).not_cached_because, "") << option;
  }
}

TEST_F(ClCommandTest, HeadersMustBeTold) {
  EXPECT_NE(Analyze("cl /c /Foo/a.cc.o a.cc").not_cached_because, "");
  // gcc does not tell them so.
  EXPECT_NE(Compile("").not_cached_because, "");
  tells_includes_ = false;
  EXPECT_NE(CompileByCl("").not_cached_because, "");
  tells_includes_ = true;
  EXPECT_TRUE(Analyze("cl /showIncludes:user /c /Foo/a.cc.o a.cc")
                  .omits_system_headers);
}

TEST_F(ClCommandTest, WritesWhatItsStepDeclares) {
  EXPECT_NE(Analyze("cl /showIncludes /c /Foo/b.o a.cc").not_cached_because,
            "");
  EXPECT_NE(Analyze("cl /showIncludes /c /Foo/ a.cc").not_cached_because, "");
  EXPECT_NE(Analyze("cl /showIncludes /c a.cc").not_cached_because, "");
  EXPECT_EQ(Analyze("clang-cl -showIncludes -c -Fo: o/a.cc.o a.cc")
                .not_cached_because,
            "");
}

TEST_F(ClCommandTest, ResponseFileHasBackslashes) {
  rspfile_ = "a.rsp";
  rspfile_content_ = "/Iinc\\dir \"/DA=\\\"x y\\\"\"\r\n/Zi";
  const CommandFacts facts = CompileByCl("@a.rsp");
  EXPECT_NE(facts.not_cached_because.find("`/Zi`"), std::string::npos)
      << facts.not_cached_because;
  rspfile_content_ = "/Iinc\\dir \"/DA=\\\"x y\\\"\"\r\n/Od";
  EXPECT_EQ(CompileByCl("@a.rsp").not_cached_because, "");
}

}  // namespace
}  // namespace xb
