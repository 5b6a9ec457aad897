package org.guanjia.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TownTest
class PlacesTests {
  @Autowired Places places;
  @Autowired PlaceStore store;

  @Test
  void chashanHasEighteenVillages() {
    inChashan(() -> {
      assertThat(places.town().nameZh()).isEqualTo("茶山镇");
      assertThat(places.villages()).hasSize(18);
      assertThat(places.village("441900103207")).map(v -> v.name(Locale.SIMPLIFIED_CHINESE)).hasValue("南社村");
      assertThat(places.village("441900103207")).map(v -> v.name(Locale.ENGLISH)).hasValue("Nanshe Village");
    });
  }

  @Test
  void findsAVillageByWhateverNamePeopleUse() {
    inChashan(() -> {
      for (String name : List.of("南社", "南社村", " 南社村委会", "南社村村民委员会", "Nanshe", "nanshe village", "441900103207", "４４１９００１０３２０７")) {
        assertThat(places.villageNamed(name)).as(name).map(Village::code).hasValue("441900103207");
      }
      assertThat(places.villageNamed("茶山圩")).map(Village::code).hasValue("441900103002");
      assertThat(places.villageNamed("茶山村")).map(Village::code).hasValue("441900103201");
      assertThat(places.villageNamed("石排村")).isEmpty();
      assertThat(places.villageNamed("")).isEmpty();
    });
  }

  @Test
  void aTownSeesItsOwnPlacesOnly() {
    TownContext.system("US-STL").run(() -> {
      store.save(new Town("US-STL", "圣路易斯", "St. Louis", ZoneId.of("America/Chicago"), null, null, null, Town.Profile.NONE));
      store.save(new Village("03", Village.Kind.WARD, "第3选区", "Ward 3", List.of(), null, false));
      places.forget();
      assertThat(places.villages()).extracting(Village::code).containsExactly("03");
      assertThat(places.villageNamed("3")).isPresent();
    });
    inChashan(() -> assertThat(places.villages()).hasSize(18));
  }

  @Test
  void groupsAndGridsBelongToAVillage() {
    inChashan(() -> {
      store.save(new SubArea(SubArea.Kind.GROUP, "441900103207-01", "441900103207", "一组", "Group 1", List.of(), false));
      store.save(new SubArea(SubArea.Kind.GRID, "441900103207-W1", "441900103207", "第一网格", "Grid 1", List.of(), false));
      places.forget();
      assertThat(places.groups("441900103207")).extracting(SubArea::nameZh).containsExactly("一组");
      assertThat(places.grids("441900103207")).extracting(SubArea::code).containsExactly("441900103207-W1");
      assertThat(places.group("441900103207-01")).isPresent();
      assertThat(places.grids("441900103201")).isEmpty();
    });
  }

  private static void inChashan(Runnable work) {
    TownContext.system("441900103").run(work);
  }
}
