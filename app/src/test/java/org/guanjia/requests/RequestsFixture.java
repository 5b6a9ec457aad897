package org.guanjia.requests;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.guanjia.TestDatabase;
import org.guanjia.platform.database.TownContext;

/** What tests of requests stand on: departments and categories of Chashan, and people to act as. */
public final class RequestsFixture {

  public static final String TOWN = "441900103";
  public static final String SUBIAN = "441900103212";

  private RequestsFixture() {}

  /** Three departments and two categories, put into the class's own database. */
  public static void departmentsAndCategories() {
    execute(
        """
        insert into requests.department (town, code, name) values
          ('441900103', 'roads', '交通运输分局'), ('441900103', 'water', '农林水务局'), ('441900103', 'parks', '园林管理所')
        on conflict do nothing;
        insert into requests.category (town, code, name, name_en, department, due_within_working_days) values
          ('441900103', 'road.light', '路灯', 'Street lights', 'roads', 5),
          ('441900103', 'drain', '排水', 'Drainage', 'water', 3)
        on conflict do nothing
        """);
  }

  public static void execute(String statements) {
    try (var connection = TestDatabase.owner();
        var statement = connection.createStatement()) {
      statement.execute("set time zone '%s'".formatted(Deadlines.ZONE));
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Acts as that member of staff, for the whole town. */
  public static <T> T as(String actor, Supplier<T> work) {
    return new TownContext(TOWN, actor, null, null).call(work);
  }

  public static void doAs(String actor, Runnable work) {
    new TownContext(TOWN, actor, null, null).run(work);
  }

  public static NewRequest aLight(String phone) {
    return new NewRequest(
        Channel.RESIDENT, "粟边路口的路灯不亮，晚上很黑，老人走路看不清。", null, "road.light", SUBIAN, null, null, "粟边路口", null, null,
        null, null, phone == null, null, phone == null ? null : "示例居民", phone, null, null, null, List.of());
  }

}
