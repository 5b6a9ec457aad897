package org.guanjia.demo;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Works as one of the demo's staff would: with that person's rights, and by the ordinary import. */
@Component
@Profile("demo")
class DemoDesk {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Users users;
  private final Imports imports;
  private final String town;

  DemoDesk(Users users, Imports imports, @Value("${guanjia.town}") String town) {
    this.users = users;
    this.imports = imports;
    this.town = town;
  }

  Viewer viewer(String username) {
    Users.UserCard card = card(username);
    return new Viewer(card.id(), town, username, card.name(), card.role(), null, null, AccessTable.of(card.role()));
  }

  Users.UserCard card(String username) {
    return TownContext.system(town).call(() -> users.byUsername(username)).orElseThrow();
  }

  <T extends @Nullable Object> T call(String username, Supplier<T> work) {
    return viewer(username).context().call(work);
  }

  void run(String username, Runnable work) {
    viewer(username).context().run(work);
  }

  /** A list as the office keeps it, with its columns as they are recognised; returns when it is taken. */
  void bring(String username, String target, String source, String file, String csv) throws InterruptedException {
    Viewer viewer = viewer(username);
    long id = viewer.context().call(() -> {
      long job = imports.upload(viewer, target, source, file, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(job, null);
      return job;
    });
    await(viewer, id);
  }

  void await(Viewer viewer, long job) throws InterruptedException {
    while (viewer.context().call(() -> imports.find(job)).filter(each -> !each.state().isOver()).isPresent()) Thread.sleep(LOOK_AGAIN);
  }
}
