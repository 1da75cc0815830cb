"""The tables of the house are complete and shaped as their readers expect."""

from desk.rules.reference import nations, regions


def test_withdrawn_places_stay_in_the_table_with_their_mark():
    assert regions()["110101"] == ("北京市东城区", True)
    name, in_use = regions()["110103"]
    assert (name, in_use) == ("北京市崇文区", False)


def test_a_county_is_told_with_its_province_and_city():
    assert regions()["440305"] == ("广东省深圳市南山区", True)


def test_practice_regions_belong_to_no_place():
    assert not {"110199", "119999", "440399", "510199", "530199"} & set(regions())


def test_all_residence_permit_regions_are_known():
    assert all(regions()[code][1] for code in ("810000", "820000", "830000"))


def test_every_region_has_six_digits_and_a_name():
    assert all(len(code) == 6 and code.isdigit() and name for code, (name, _) in regions().items())


def test_all_fifty_six_nations_are_there_once():
    own = [nations()[f"{n:02d}"] for n in range(1, 57)]
    assert len(set(own)) == 56
    assert (own[0], own[19], own[30], own[20]) == ("汉", "傈僳", "达斡尔", "佤")
