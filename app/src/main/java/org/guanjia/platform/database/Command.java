package org.guanjia.platform.database;

import java.util.Arrays;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Something an operator runs from the command line instead of the server, such as {@code verify-audit}. */
public interface Command {

  /** Active while a command runs: no server, no scheduled work. */
  String PROFILE = "command";

  /** The word on the command line. */
  String name();

  /**
   * Does the work and prints what it did.
   *
   * @param arguments the words after the command's name, without settings (--name=value)
   * @return the exit code, 0 for success
   */
  int run(List<String> arguments);

  /** Runs the command of that name; 64 (EX_USAGE) and the list of commands when there is none. */
  static int run(ApplicationContext context, String name, String[] args) {
    var commands = context.getBeansOfType(Command.class).values();
    List<String> words = Arrays.stream(args).dropWhile(arg -> !arg.equals(name)).skip(1).filter(arg -> !arg.matches("--[^=]+=.*")).toList();
    for (Command command : commands) {
      if (command.name().equals(name)) return command.run(words);
    }
    System.err.println("Unknown command: " + name);
    System.err.println("Commands: " + commands.stream().map(Command::name).sorted().toList());
    return 64;
  }
}
