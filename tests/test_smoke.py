def test_the_small_base_holds(on_mini):
    assert on_mini("verify").code == 0
    assert on_mini("coverage").code == 0
    assert on_mini("timeline").code == 0
