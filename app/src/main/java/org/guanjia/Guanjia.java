package org.guanjia;

import java.util.Arrays;
import java.util.Optional;
import org.guanjia.platform.database.Command;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the town, or runs one {@link Command} when the first argument names one. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Guanjia")
public class Guanjia {

  /** A command does its own work alone: no notices go out, nothing escalates beside it. */
  @Configuration(proxyBeanMethods = false)
  @Profile("!" + Command.PROFILE)
  @EnableScheduling
  static class ScheduledWork {}

  public static void main(String[] args) {
    Optional<String> command = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).findFirst();
    if (command.isPresent()) System.exit(runCommand(command.get(), args));
    SpringApplication.run(Guanjia.class, args);
  }

  /** Runs one command to its end and returns its exit code. */
  static int runCommand(String command, String... args) {
    var application = new SpringApplication(Guanjia.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setAdditionalProfiles(Command.PROFILE);
    var context = application.run(args);
    int code = Command.run(context, command, args);
    return SpringApplication.exit(context, () -> code);
  }
}
