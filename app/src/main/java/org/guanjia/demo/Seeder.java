package org.guanjia.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFiles;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty town with the demo, before the first page can be asked for. Everything but the pictures' bytes is one
 * transaction: a start that is broken off leaves an empty town, and the next start begins again. A town that has anything
 * in it is left as it is.
 */
@Component
@Profile("demo")
class Seeder implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(Seeder.class);
  private static final int REQUESTS = 6_000;
  private static final long SEED = 441_900_103L;

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Users users;
  private final StoredFiles files;
  private final TownCalendar calendar;
  private final StoryWriter writer;
  private final DemoPassword password;
  private final DemoOpen311 open311;
  private final DemoBenefits benefits;
  private final Clock clock;
  private final String town;

  Seeder(
      DSLContext sql, TransactionTemplate transactions, Users users, StoredFiles files, TownCalendar calendar,
      StoryWriter writer, DemoPassword password, DemoOpen311 open311, DemoBenefits benefits, Clock clock, @Value("${guanjia.town}") String town) {
    this.sql = sql;
    this.transactions = transactions;
    this.users = users;
    this.files = files;
    this.calendar = calendar;
    this.writer = writer;
    this.password = password;
    this.open311 = open311;
    this.benefits = benefits;
    this.clock = clock;
    this.town = town;
  }

  @Override
  public void afterSingletonsInstantiated() {
    TownContext.system(town).run(this::seedIfEmpty);
  }

  private void seedIfEmpty() {
    boolean empty = Boolean.TRUE.equals(transactions.execute(status -> isEmpty()));
    if (!empty) return;
    Instant begin = clock.instant();
    LOG.info("Filling the demo town; this takes some seconds once.");
    var catalog = new Catalog();
    WorkingDays days = calendar.current();
    Storyteller.Town told =
        Storyteller.tell(Phrasebook.load(), catalog, clock.instant(), days::isWorkingDay, REQUESTS, SEED);
    List<Tale> projects = ProjectTeller.tell(catalog, told.stories(), clock.instant(), SEED);
    PictureShelf pictures = PictureShelf.of(told.stories(), projects, files);
    transactions.executeWithoutResult(
        status -> {
          if (!isEmpty()) return;
          writer.write(catalog, addUsers(catalog), told, projects, pictures);
          open311.fill();
          benefits.fill();
        });
    LOG.info(
        "The demo town has {} requests; it took {} s.", told.stories().size(),
        Duration.between(begin, clock.instant()).toSeconds());
  }

  /** Locks, so that of two copies started at once only one fills the town. */
  private boolean isEmpty() {
    sql.execute("select pg_advisory_xact_lock(441900103, 1)");
    return Boolean.TRUE.equals(
        sql.fetchSingle(
                "select not exists (select from requests.request where town = ?)"
                    + " and not exists (select from requests.department where town = ?)"
                    + " and not exists (select from platform.app_user where town = ?)",
                town, town, town)
            .get(0, Boolean.class));
  }

  /** The ids of the demo's users by user name. */
  private Map<String, String> addUsers(Catalog catalog) {
    String secret = password.value();
    var ids = new HashMap<String, String>();
    for (Catalog.User user : catalog.users) {
      List<String> areas = user.area().isEmpty() ? List.of() : List.of(user.area());
      var profile =
          new Users.Profile(
              user.username(), user.name(), Role.valueOf(user.role()), areas,
              user.department().isEmpty() ? null : user.department(), null, false);
      ids.put(user.username(), users.addWithPassword(profile, secret));
    }
    return ids;
  }
}
