package org.guanjia.demo;

import java.time.Clock;
import org.guanjia.benefits.CompleteLists;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.ShippedProgrammes;
import org.guanjia.benefits.Versions;
import org.guanjia.insight.Targets;
import org.guanjia.open311.ApiKeys;
import org.guanjia.open311.Services;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.DatabaseSettings;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.requests.matching.Wordings;
import org.jooq.DSLContext;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The demo town in a test's own database. */
public final class DemoTown {

  public static final String TOWN = "441900103";

  private DemoTown() {}

  /**
   * Fills the town unless it has anything in it.
   *
   * @return the password of all its users
   */
  public static String fill(ApplicationContext context) {
    var sql = context.getBean(DSLContext.class);
    var json = context.getBean(JsonMapper.class);
    var writer = new StoryWriter(sql, context.getBean(PersonalData.class), context.getBean(Wordings.class), json, context.getBean(Clock.class), TOWN);
    var password = new DemoPassword(context.getBean(DatabaseSettings.class));
    var open311 = new DemoOpen311(context.getBean(ApiKeys.class), context.getBean(Services.class), context.getBean(DatabaseSettings.class));
    var benefits = new DemoBenefits(
        context.getBean(ShippedProgrammes.class), context.getBean(Programmes.class), context.getBean(Versions.class), context.getBean(CompleteLists.class),
        context.getBean(Determinations.class),
        new DemoDesk(context.getBean(Users.class), context.getBean(Imports.class), TOWN), context.getBean(Clock.class));
    new Seeder(
            sql, context.getBean(TransactionTemplate.class), context.getBean(Users.class), context.getBean(StoredFiles.class),
            context.getBean(TownCalendar.class), writer, password, open311, benefits, context.getBean(Clock.class), TOWN)
        .afterSingletonsInstantiated();
    new DemoPromises(context.getBean(Targets.class), context.getBean(TransactionTemplate.class), context.getBean(Clock.class), TOWN).afterSingletonsInstantiated();
    return password.value();
  }
}
