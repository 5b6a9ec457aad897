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
    var application = new SpringApplication(Guanjia.class);
    Optional<String> command = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).findFirst();
    if (command.isPresent()) {
      application.setWebApplicationType(WebApplicationType.NONE);
      application.setAdditionalProfiles(Command.PROFILE);
    }
    var context = application.run(args);
    if (command.isPresent()) {
      int code = Command.run(context, command.get(), args);
      System.exit(SpringApplication.exit(context, () -> code));
    }
  }
}
